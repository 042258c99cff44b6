/**
 * The frames of docs/protocol.md as types. Nothing here exists at run time.
 *
 * @typedef {"visitor" | "operator" | "automatic" | "system"} AuthorKind
 *
 * @typedef {object} Author
 * @property {AuthorKind} kind
 * @property {string} name
 * @property {string | null} [photo] path of a picture on this host
 * @property {number | null} [member] only in what operators see
 *
 * @typedef {object} EntryData
 * @property {string} [auto]
 * @property {string} [by]
 * @property {number | null} [member]
 * @property {string | null} [name]
 * @property {string | null} [photo]
 *
 * @typedef {object} Entry
 * @property {number} seq
 * @property {string} id
 * @property {string} kind "message", "note", "assigned", "closed", "reopened" or one of tomorrow
 * @property {string} at ISO 8601
 * @property {Author} author
 * @property {string} body
 * @property {EntryData} data
 * @property {number | null} [public_seq] only in what operators see
 *
 * @typedef {object} EntriesFrame
 * @property {"entries"} type
 * @property {Entry[]} entries ordered by seq
 * @property {number} head
 * @property {boolean} more
 * @property {boolean} earlier
 * @property {number} [conversation]
 *
 * @typedef {object} ErrorFrame
 * @property {"error"} type
 * @property {string} code
 * @property {string} message
 * @property {boolean} retry
 * @property {string} [id]
 * @property {string} [field]
 * @property {number} [retry_after] seconds
 *
 * @typedef {object} Person
 * @property {string} name
 * @property {string | null} photo
 *
 * @typedef {object} Reads
 * @property {number} visitor
 * @property {number} operator
 *
 * @typedef {object} VisitorConversation
 * @property {"waiting" | "open" | "closed"} status
 * @property {Person | null} operator
 * @property {number} head
 * @property {Reads} read
 * @property {boolean} [fresh]
 *
 * @typedef {object} Company
 * @property {string} name
 * @property {string} greeting
 * @property {string} courtesy
 * @property {{days: string, from: string, to: string}[]} hours
 * @property {string} zone
 *
 * @typedef {object} VisitorWelcome
 * @property {"welcome"} type
 * @property {number} v
 * @property {string} epoch
 * @property {{body: number, frame: number, rate: number, burst: number, page: number}} limits
 * @property {string} [token]
 * @property {Company} company
 * @property {Person[]} people
 * @property {VisitorConversation | null} conversation
 * @property {"after" | "fresh"} resume
 *
 * @typedef {{type: string, [field: string]: any}} Frame any frame, either way
 *
 * @typedef {object} Send a frame that adds an entry, waiting for its acknowledgement
 * @property {string} type
 * @property {string} id
 * @property {string} [body]
 * @property {number} [conversation]
 *
 * @typedef {object} Failure why the server will not take a send
 * @property {string} code
 * @property {string} message
 *
 * @typedef {object} Waiting one place in the outbox
 * @property {Send} frame
 * @property {number} order
 * @property {string} at ISO 8601, this browser's clock: only for showing
 * @property {Failure | null} error
 * @property {boolean} [acknowledged] stored by the server; only its entry is still to come
 */

export {};
