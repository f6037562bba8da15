// Package datajson reads the data.json in which Bitwarden's own directory
// connector keeps its settings, and says what becomes of them here: which were
// taken over, which were not and why, and where this program behaves
// differently on purpose.
//
// The rules:
//
//   - What it did is what counts, not what the file says: it ignored a root
//     path without dc=, used StartTLS only where SSL was on too, and synced no
//     users where the file does not say that it should. The settings that result are
//     those that give the same members and groups.
//   - State versions 3 and 4 keep the settings of an account inside that
//     account, versions from 5 on at the top. Versions 1 and 2 are refused;
//     newer ones than are known are read with a note.
//   - Every key of the file is taken, skipped with a reason, or part of another
//     one. Only damaged JSON and unknown state versions are errors.
//   - Secrets never leave as text. Where the file has only a placeholder the
//     value is in the keyring of the operating system; KeyringAccounts says
//     under which names to look.
package datajson
