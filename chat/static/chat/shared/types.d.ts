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

/** A file as an entry names it. */
export interface FileShown {
  token: string;
  name: string;
  type: string;
  /** bytes */
  size: number;
  /** pixels; null for what is not a picture */
  width: number | null;
  height: number | null;
  url: string;
}

/** `article` is absent where the company's own service answered. */
export interface Source {
  article?: number;
  title: string;
  url: string | null;
  reviewed?: string;
}

export interface EntryData {
  attachments?: FileShown[];
  /** something to look at or to answer, by name */
  card?: string;
  /** of a card about a promise: its number */
  follow_up?: number;
  /** what was said is deleted by now */
  forgotten?: boolean;
  /** quick replies an operator or the bot offers */
  options?: string[];
  /** where an automatic answer is from */
  sources?: Source[];
  /** the visitor tapped one */
  option?: boolean;
  signal?: string;
  /** what the signal is about, in the visitor's numbering, and how that began */
  seq?: number;
  quote?: string;
  auto?: string;
  by?: string;
  /** of the ladder (chat/ladder.py) */
  step?: string;
  from?: string;
  /** of a hand-over: to whom, why, from whom it was taken */
  to?: string;
  why?: string;
  over?: string;
  supervisor?: boolean;
  /** of a change: chat/actions/triage.py and its neighbours */
  what?: string;
  value?: string | number | null;
  seconds?: number;
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
  /** while waiting, once it is known */
  queue?: QueuePlace | null;
  fresh?: boolean;
}

export interface QueuePlace {
  /** from 1 */
  place: number;
  /** seconds, [low, high]; null: nobody could say */
  wait: [number, number] | null;
  why: "overtaken" | "fewer_people" | "slower" | null;
}

export interface Company {
  name: string;
  greeting: string;
  courtesy: string;
  zone: string;
}

/** Whether somebody answers. Moments are ISO 8601. */
export interface Availability {
  state: "open" | "masked";
  /** why it is masked: outside hours, or in hours with nobody there */
  reason: "closed" | "nobody" | null;
  opens: string | null;
  closes: string | null;
}

export interface ArticleTitle {
  id: number;
  title: string;
}

export interface PublicArticle extends ArticleTitle {
  body: string;
  language: string;
  source: string | null;
  /** a date */
  reviewed: string;
}

/** What can be looked at while nobody answers. */
export interface Help {
  type: "help";
  openings: [string, string][];
  ways: { kind: "phone" | "email" | "link"; label: string; value: string; href: string }[];
  articles: ArticleTitle[];
}

export interface VisitorWelcome {
  type: "welcome";
  v: number;
  epoch: string;
  limits: { body: number; frame: number; rate: number; burst: number; page: number };
  token?: string;
  company: Company;
  people: Person[];
  availability: Availability;
  conversation: VisitorConversation | null;
  resume: "after" | "fresh";
  /** what was promised to them (feedback/promises/shown.py) */
  promises?: { items: Promised[]; words: Record<string, string> } | null;
  /** what they are asked about the chat that is over (feedback/surveys/asking.py) */
  survey?: Survey | null;
  /** whom the visitor may ask for; none where there is no choice */
  departments: Department[];
  /** whom they asked for */
  department: number | null;
  /** whether the company sees what is typed before it is sent */
  shows_typing: boolean;
}

/** One a visitor may choose, and whether anybody there answers now. */
export interface Department extends Omit<Availability, "closes"> {
  id: number;
  name: string;
  about: string;
}

export interface Survey {
  id: number;
  scale: "faces" | "thumbs";
  /** up to here a score is low */
  low: number;
  score: number | null;
  open: boolean;
  contact: boolean;
  options: SurveyOptions;
  questions: SurveyQuestion[];
  words: Record<string, string>;
}

/** What can be answered, and how it reads. */
export type SurveyOptions = [number, string][];

export interface SurveyQuestion {
  id: number;
  kind: "csat" | "ces" | "nps" | "choice" | "text";
  words: string;
  options: SurveyOptions;
  /** asked when the score is between */
  from: number;
  to: number;
  answer: number | string | null;
}

export interface Promised {
  id: number;
  state: "open" | "kept" | "dropped";
  what: string;
  due_at: string;
  by: string | null;
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
  /** tokens */
  attachments?: string[];
  options?: string[];
  option?: boolean;
  signal?: string;
  seq?: number;
  [field: string]: unknown;
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
  /** what its entry will hold as data, as far as it is known here */
  shown?: EntryData;
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
  whisper?: string;
  sending: string;
  sent: string;
  read: string;
  failed: string;
  /** in place of words that were kept as long as agreed */
  forgotten?: string;
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
  tone: AuthorKind | "note" | "whisper" | "handover";
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
  data: EntryData;
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
  /** adds to a bubble what is not words; called whenever it is painted */
  decorate?: (element: HTMLElement, item: Item) => void;
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
