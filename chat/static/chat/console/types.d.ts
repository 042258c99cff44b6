/** What operators see beyond shared/types. Nothing here exists at run time. */

import type { Reads, Waiting } from "shared/types.js";

export type View = "waiting" | "mine" | "all" | "closed";

export interface Colleague {
  member: number;
  name: string;
  photo: string | null;
}

export interface Me extends Colleague {
  /** may act on colleagues' conversations */
  oversees: boolean;
}

/** One conversation as lists show it. Times are ISO 8601. */
export interface Summary {
  id: number;
  visitor: { id: number; name: string; locale: string };
  status: "waiting" | "open" | "closed";
  priority: string;
  operator: Colleague | null;
  head: number;
  public_head: number;
  preview: { author: string; body: string } | null;
  waiting_since: string | null;
  visitor_messages: number;
  /** only in answers to this member, not in pushes */
  seen?: number;
  read: Reads;
  page: { url: string; title: string } | null;
  created_at: string;
  changed_at: string;
}

export interface Counts {
  waiting: number;
  mine: number;
  all: number;
}

export interface ConversationsFrame {
  type: "conversations";
  view: View;
  items: Summary[];
  next: string | null;
  counts: Counts;
  inbox: string;
}

/** Done here and not in any summary yet; `seq` once the server has stored it. */
export type Unsettled = Waiting & { seq?: number };

export interface Canned {
  shortcut: string;
  body: string;
}

export interface OperatorWelcome {
  type: "welcome";
  epoch: string;
  limits: { body: number };
  me: Colleague;
  company: { name: string; slug: string };
  counts: Counts;
  canned: Canned[];
}

/** What the page brings along; see chat/console.py. */
export interface Config {
  slug: string;
  company: string;
  me: Me;
  /** the server's clock when it made the page */
  now: string;
  csrf: string;
  socket: string;
  frames: string;
  /** the conversation named in the address */
  start: number | null;
  links: Links;
}

export interface Links {
  inbox: string;
  signIn: string;
  companies: string;
  me: string;
  pages: { label: string; url: string; icon: string }[];
}
