/** What operators see beyond shared/types. Nothing here exists at run time. */

import type { Reads, Waiting } from "shared/types.js";

export type View = "waiting" | "mine" | "snoozed" | "all" | "closed";

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
  /** to whom it is offered just now */
  offer?: { member: number; until: string } | null;
  /** its operator is silent, and colleagues may take over */
  wants_help?: boolean;
  mood?: Mood;
  department?: { id: number; name: string } | null;
  tags?: string[];
  /** put aside by its operator */
  snoozed_until?: string | null;
  /** a hand-over that waits for an answer */
  transfer?: Handing | null;
  /** false: the visitor has gone on in a newer one */
  is_current?: boolean;
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

/** How frustrated the customer seems; see chat/mood/. */
export interface Mood {
  /** 0 calm to 100 */
  score: number;
  trend: "rising" | "steady" | "falling";
  upset_since: string | null;
  /** the heaviest first; detail: seconds, or how many times */
  signals: MoodSignal[];
}

export interface MoodSignal {
  signal: string;
  points: number;
  seq: number;
  detail: number | null;
}

/** One thing that calms; see chat/mood/card.py. */
export interface CalmStep {
  step: string;
  done: boolean;
  sentences: string[];
}

export interface Counts {
  waiting: number;
  mine: number;
  snoozed?: number;
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
  scope?: "own" | "department" | "company";
}

/** What the company knows, with where it is from; see chat/articles/finding.py. */
export interface Article {
  id: number;
  title: string;
  /** of one that was found */
  snippet?: string;
  /** of one that is read: all its words */
  body?: string;
  /** for the composer; ends with `foot` */
  text: string;
  foot: string;
  source: string | null;
  /** "de" */
  language: string;
  /** days, "2026-11-22" */
  reviewed_on: string;
  review_due: string | null;
  is_out_of_date: boolean;
  is_public: boolean;
}

export interface Handing {
  by: { member: number; name: string };
  to: { member: number | null; department: number | null; supervisor: boolean; name: string };
  /** what the next operator should know */
  summary: string;
  /** what the customer will read */
  why: string;
  until: string;
  /** members */
  declined: number[];
}

export interface Filters {
  status?: string;
  operator?: number;
  department?: number;
  tag?: string;
  priority?: string;
  language?: string;
  /** days of the company, "2026-11-22" */
  since?: string;
  until?: string;
}

export interface SavedView {
  id: number;
  name: string;
  shared: boolean;
  words: string;
  filters: Filters;
}

export interface Mention {
  conversation: number;
  seq: number;
  by: { member: number; name: string };
  at: string;
}

export interface TrailStep {
  url: string;
  title: string;
  at: string;
}

/** What stands beside a chat; see chat/context.py. */
export interface Context {
  conversation: number;
  trail: TrailStep[];
  zone: string;
  language: string;
  earlier: Summary[];
  block: { until: string | null; by: string; why: string } | null;
  identity: { id?: string; name?: string; email?: string; verified: boolean; at: string | null } | null;
  attributes: Record<string, string | number | boolean>;
}

export interface Hit {
  conversation: Summary;
  entry: {
    seq: number;
    kind: string;
    author: { kind: string; name: string };
    at: string;
    /** [text, whether it is one of the words] */
    snippet: [string, boolean][];
  } | null;
}

export interface FoundFrame {
  type: "found";
  words: string;
  filters: Filters;
  before: number | null;
  hits: Hit[];
  next: number | null;
}

export interface OperatorWelcome {
  type: "welcome";
  epoch: string;
  limits: { body: number; rate: number; burst: number };
  me: Person & { notices: Notices };
  people: Person[];
  company: { name: string; slug: string };
  counts: Counts;
  canned: Canned[];
}

export type CheckSeverity = "hint" | "warn" | "ask";
export type CheckAction = "promise" | "split" | "points" | "time" | "options";

/** What could be better in a draft; see chat/etiquette. Places count UTF-16 units. */
export interface CheckHit {
  rule: string;
  title: string;
  why: string;
  start: number;
  end: number;
  severity: CheckSeverity;
  fix: { text: string; label: string } | null;
  action: CheckAction | null;
}

export interface CheckedFrame {
  type: "checked";
  conversation: number;
  draft: number;
  language: string;
  hits: CheckHit[];
}

/** What a draft is checked for, as `welcome` tells it. */
export interface CheckRules {
  rules: Record<string, { title: string; severity: CheckSeverity | "off" }>;
  house: HouseRule[];
}

export interface HouseRule {
  do: boolean;
  text: string;
  example: string;
}

/** How a colleague is, as the server told it last. */
export interface Person extends Colleague {
  role: string;
  presence: "online" | "away" | "practice" | "offline";
  /** away because nothing was done for long */
  by_itself: boolean;
  pauses_after_chat: boolean;
  capacity: number;
  load: number;
  departments?: number[];
}

/** How somebody wants to be called; see chat/notices.py. */
export interface Notices {
  sound: boolean;
  desktop: boolean;
  push: boolean;
  muted: boolean;
  quiet: { from: string; to: string; zone: string } | null;
}

export interface PushConfig {
  /** the server's public key, base64url */
  key: string;
  worker: string;
  scope: string;
}

/** What the page brings along; see chat/console.py. */
export interface Config {
  routing: "assign" | "offer" | "manual";
  /** where somebody practises, with simulated customers */
  practice?: boolean;
  push: PushConfig | null;
  slug: string;
  company: string;
  /** the company's language */
  language: string;
  /** by language: in the morning, afternoon, evening */
  greetings: Record<string, string[]>;
  me: Me;
  /** the server's clock when it made the page */
  now: string;
  csrf: string;
  socket: string;
  frames: string;
  /** the door for files */
  files: string;
  /** the conversation named in the address */
  start: number | null;
  links: Links;
}

export interface Links {
  inbox: string;
  signIn: string;
  companies: string;
  me: string;
  articles: string;
  /** null: not for this member */
  newArticle: string | null;
  /** null: this member only reads them */
  houseRules: string | null;
  pages: { label: string; url: string; icon: string }[];
}
