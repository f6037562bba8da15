// Package app holds the use cases: what an administrator can do on the command
// line, in the window or in a browser, from settings and log-in to test, sync
// and history. It wires the packages below backend/internal and is given its
// Sources, so that only the mains compile the vendors' SDKs.
//
// The rules:
//
//   - An App is one profile in one data folder. It keeps no file open.
//   - What has a noun of its own has a type of its own, which the App makes:
//     Config, History, AutomaticSync, Trial. The App itself does not grow.
//   - Every error that leaves it can be told to a person: Describe turns it
//     into code, message, hint and field.
//   - Secrets come in, and go to the directory or the server. They never come
//     out, except through Export when asked for by name.
package app
