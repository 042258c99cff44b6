"""How people prove who they are: second factors, the company's own sign-in, sessions, domains."""
