// Package windows holds tests of the programs for Windows, as they are built
// for users, run under Wine on Linux: see internal/testbed/winetest for what
// that is, and for what it can't do.
//
// The rules:
//
//   - The tests of every package that differs by system, and the stories of the
//     command line, run as programs of Windows.
//   - bwdc.exe runs as a process among others: consoles, pipes, signals, files that
//     somebody else holds, the Credential Manager.
//   - What Wine can't do is left out by the test that meets it, with the reason.
package windows
