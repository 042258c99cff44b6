/** The shapes that the browser modules share. Nothing here exists at run time. */

// --- docs/protocol.md ------------------------------------------------------------------------

export type AuthorKind = "visitor" | "operator" | "automatic" | "system";

export interface Author {
  kind: AuthorKind;
  name: string;
  /** path of a picture on this host */
  photo?: string | null;
  /** only in what operators see */
  member?: number | null;
}

export interface EntryData {
  auto?: string;
  by?: string;
  member?: number | null;
  name?: string | null;
  photo?: string | null;
}

export interface Entry {
  seq: number;
  id: string;
  /** "message", "note", "assigned", "closed", "reopened", or one of tomorrow */
  kind: string;
  /** ISO 8601 */
  at: string;
  author: Author;
  body: string;
  data: EntryData;
  /** only in what operators see */
  public_seq?: number | null;
}

export interface EntriesFrame {
  type: "entries";
  /** ordered by seq */
  entries: Entry[];
  head: number;
  more: boolean;
  earlier: boolean;
  conversation?: number;
}

export interface ErrorFrame {
  type: "error";
  code: string;
  message: string;
  retry: boolean;
  id?: string;
  field?: string;
  /** seconds */
  retry_after?: number;
}

export interface Person {
  name: string;
  photo: string | null;
}

export interface Reads {
  visitor: number;
  operator: number;
}

export interface VisitorConversation {
  status: "waiting" | "open" | "closed";
  operator: Person | null;
  head: number;
  read: Reads;
  fresh?: boolean;
}

export interface Company {
  name: string;
  greeting: string;
  courtesy: string;
  hours: { days: string; from: string; to: string }[];
  zone: string;
}

export interface VisitorWelcome {
  type: "welcome";
  v: number;
  epoch: string;
  limits: { body: number; frame: number; rate: number; burst: number; page: number };
  token?: string;
  company: Company;
  people: Person[];
  conversation: VisitorConversation | null;
  resume: "after" | "fresh";
}

/** Any frame, either way. */
export interface Frame {
  type: string;
  [field: string]: any;
}

// --- the outbox ------------------------------------------------------------------------------

/** A frame that adds an entry. */
export interface Send {
  type: string;
  id: string;
  body?: string;
  conversation?: number;
}

/** Why the server will not take a send. */
export interface Failure {
  code: string;
  message: string;
}

/** One place in the outbox. */
export interface Waiting {
  frame: Send;
  order: number;
  /** ISO 8601, this browser's clock: only for showing */
  at: string;
  error: Failure | null;
  /** stored by the server; only its entry is still to come */
  acknowledged?: boolean;
}

// --- the line --------------------------------------------------------------------------------

export type State = "connecting" | "online" | "polling" | "offline";
export type Transport = "socket" | "http";

export interface ConnectionOptions {
  socketUrl: string;
  framesUrl: string;
  /** asked before every attempt */
  hello: (over: Transport) => Frame | Promise<Frame>;
  /** for HTTP: who we are */
  headers: () => Record<string, string>;
  /** questions whose answers show what is new */
  pollFrames: (over: Transport) => Frame[];
}

export interface Ending {
  /** close code */
  code?: number;
  /** whether the server had said welcome */
  greeted: boolean;
  /** milliseconds since the welcome */
  lived: number;
  /** seconds the server asked us to stay away */
  wait?: number;
}

export interface LineEvents {
  frame: (frame: Frame) => void;
  /** called once, also when the line never came up */
  end: (ending: Ending) => void;
}

// --- the renderer ----------------------------------------------------------------------------

/** Who reads this page. */
export type Side = "visitor" | "operator";

/** How the log will name who sends from here. */
export interface Me {
  name: string;
  member?: number | null;
}

/** See chat/wording.py. */
export interface Strings {
  you: string;
  visitor: string;
  human: string;
  automatic: string;
  note: string;
  sending: string;
  sent: string;
  read: string;
  failed: string;
  retry: string;
  discard: string;
  today: string;
  yesterday: string;
  /** by the protocol's codes */
  errors: Record<string, string>;
  /** "assigned", "released", "closed", "reopened:visitor" … */
  lines: Record<string, string>;
}

/** What one bubble shows. */
export interface Item {
  id: string;
  place: "start" | "end" | "line";
  tone: AuthorKind | "note";
  /** bubbles of one `who` in one minute form a group */
  who: string;
  name: string;
  photo: string | null;
  badge: string;
  body: string;
  at: Date;
  state: "" | "sending" | "sent" | "read" | "failed";
  /** what to tell about a failed one */
  problem: string;
  /** whether `at` is the server's */
  stored: boolean;
}

/** Where a bubble stands among the others. */
export interface Position {
  leads: boolean;
  ends: boolean;
  latest: boolean;
  /** "" where it is the same as of the bubble before */
  day: string;
}

export interface BubblesOptions {
  side: Side;
  /** an <ol> inside a scrolling pane, with role="log" on the pane or in between */
  list: HTMLElement;
  /** templates/chat/_bubble.html */
  template: HTMLTemplateElement;
  /** what scrolls; default: the list's parent */
  pane?: HTMLElement;
  onRetry: (id: string) => void;
  /** without it a failed send cannot be thrown away */
  onDiscard?: (id: string) => void;
  /** the reader nears the top and `more` was true */
  onEarlier?: () => void;
  /** the reader has come to the newest message */
  onBottom?: () => void;
  /** for operators: how the log names the reader */
  me?: () => Me;
  /** default: the block that _bubble.html brings along */
  strings?: Strings;
}

export interface View {
  /** the whole log held, in order */
  entries: Entry[];
  /** this conversation's part of the outbox */
  waiting?: Waiting[];
  /** what the other side was shown, in the visitor's numbering */
  read?: number;
  /** whether there is earlier history to ask for */
  more?: boolean;
}
