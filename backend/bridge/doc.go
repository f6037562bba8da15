// Package bridge holds what the pages may call, in the window and in a browser
// alike: the methods of Bridge and their plain JSON types, made from the use
// cases of backend/app. A Manager stands behind them, with a session for each
// open profile: its jobs, its automatic sync and its last test.
//
// The rules:
//
//   - A method takes one value or none and returns at once, or after one short
//     transaction. What takes longer (a connection test, a test, a sync, trying
//     a filter) is a Job: its method starts it, events and State tell how far
//     it is, its result stays until the next job of that kind.
//   - Types hold no time.Time (Wails makes "any" of it): moments are RFC 3339
//     in UTC, empty for never.
//   - Secrets come in. Nothing that leaves this package holds one.
//   - Lists that may be long are paged and searched here, not in the page.
//   - Every error is told by Explain: code, message, hint, field.
package bridge
