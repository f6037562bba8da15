// Package window drives the real desktop app in a real window: the shipped
// program on a display of its own (Xvfb, with a window manager and a session
// bus), by WebKit's own WebDriver and by the window manager's means. Its tests
// tell the stories; the benchmark starts the program by the same parts.
//
// The rules:
//
//   - The program is the one that users get. What WebDriver needs and Wails
//     does not offer is added from outside, see testdata/automation.c.
//   - Every process of a Display carries a mark in its environment, so that
//     what a program leaves behind is found, and nothing of it survives Close.
//   - Elements are found by role and name, as a screen reader finds them.
//
// It runs on Linux only.
package window
