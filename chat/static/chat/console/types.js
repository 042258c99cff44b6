/**
 * What operators see beyond shared/types.js. Nothing here exists at run time.
 *
 * @typedef {import("shared/types.js").Reads} Reads
 * @typedef {import("shared/types.js").Frame} Frame
 *
 * @typedef {"waiting" | "mine" | "all" | "closed"} View
 * @typedef {"waiting" | "open" | "closed"} Status
 *
 * @typedef {object} Colleague
 * @property {number} member
 * @property {string} name
 * @property {string | null} photo
 *
 * @typedef {object} Me
 * @property {number} member
 * @property {string} name
 * @property {string} role
 * @property {string | null} photo
 * @property {boolean} oversees may act on colleagues' conversations
 *
 * @typedef {object} Summary one conversation as lists show it
 * @property {number} id
 * @property {{id: number, name: string, locale: string}} visitor
 * @property {Status} status
 * @property {string} priority
 * @property {Colleague | null} operator
 * @property {number} head
 * @property {number} public_head
 * @property {{author: string, body: string} | null} preview
 * @property {string | null} waiting_since ISO 8601
 * @property {number} visitor_messages
 * @property {number} [seen] only in answers to this member
 * @property {Reads} read
 * @property {{url: string, title: string} | null} page
 * @property {string} created_at ISO 8601
 * @property {string} changed_at ISO 8601
 *
 * @typedef {{waiting: number, mine: number, all: number}} Counts
 *
 * @typedef {object} ConversationsFrame
 * @property {"conversations"} type
 * @property {View} view
 * @property {Summary[]} items
 * @property {string | null} next
 * @property {Counts} counts
 * @property {string} inbox
 *
 * @typedef {import("shared/types.js").Waiting & {seq?: number}} Unsettled done here, and not in any
 *   summary yet; `seq` once the server has stored it
 *
 * @typedef {{shortcut: string, body: string}} Canned
 *
 * @typedef {object} OperatorWelcome
 * @property {"welcome"} type
 * @property {string} epoch
 * @property {{body: number}} limits
 * @property {Colleague} me
 * @property {{name: string, slug: string}} company
 * @property {Counts} counts
 * @property {Canned[]} canned
 *
 * @typedef {object} Config what the page brings along
 * @property {string} slug
 * @property {string} company
 * @property {Me} me
 * @property {string} now the server's clock when it made the page
 * @property {string} csrf
 * @property {string} socket
 * @property {string} frames
 * @property {number | null} start the conversation named in the address
 * @property {Links} links
 *
 * @typedef {object} Links
 * @property {string} inbox
 * @property {string} signIn
 * @property {string} signOut
 * @property {string} companies
 * @property {string} me
 * @property {{label: string, url: string, icon: string}[]} pages
 */

export {};
