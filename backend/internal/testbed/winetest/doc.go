// Package winetest runs Windows programs on Linux under Wine, in an installation
// of its own (a "prefix") that is gone with the test: the programs see Windows'
// programming interface, with drives, the registry, consoles and the Credential
// Manager.
//
// What has to be installed, by the names of Debian's packages: wine64 (8.0 and
// newer) and gcc-mingw-w64-x86-64-win32, on amd64. Neither a display nor 32-bit
// parts are needed. Without them Start says ErrMissing; see package needs for
// what tests make of that.
//
// What Wine 8 can't do, and what stands in for it. Nothing of this is part of
// what users get:
//
//   - bcryptprimitives.dll, which Go asks for random numbers, is missing: a DLL
//     with its one function is compiled from testdata (BCryptGenRandom and the
//     like are there).
//   - FileDispositionInformationEx, with which Go's os.RemoveAll and os.Root
//     delete, is answered by "not implemented", where Windows before 10 1607 says
//     "no such class": programs are built with that answer added to Go's list
//     of those on which it deletes the older way.
//   - Debian's has no wine64-preloader, which keeps free the addresses that Wine
//     wants. Where the kernel chooses addresses, the heap is in the way of about one
//     process in a thousand ("failed to map the shared user data", "Internal
//     error" for who started it): programs run under "setarch -R".
//   - Symbolic links are said to be made, and are not.
//   - There are no Unix sockets, as in Windows before 10 1803.
//   - Rights (ACLs) are those of the Linux user: icacls is not there, and a
//     file that another account may not read can't be made.
//   - A folder with open files can be renamed, and a share that is not there is
//     "path not found": Windows refuses the first, and has numbers of its own for
//     the second.
//   - Ctrl+C reaches a console as the signal of Linux; without a console, nothing
//     can press it in another process (GenerateConsoleCtrlEvent).
//   - There is no WebView2: the window itself does not run.
//   - Texts of system errors are Wine's: "Connection refused.", not "No connection
//     could be made because the target machine actively refused it."
package winetest
