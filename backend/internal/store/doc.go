// Package store keeps what a profile must remember, in one bbolt file: its
// settings, its account, the sync cache and the history. Never a secret.
//
// The rules:
//
//   - The file is opened for each operation and closed again, since bbolt
//     locks it for as long as it is open: the window, the command line and a
//     service work side by side. Who waits too long gets ErrLocked.
//   - Every method is one transaction: all of it happened or nothing.
//   - A file that does not exist is an empty one. Reading never creates it.
//   - The file appears complete or not at all, so that an empty file is a
//     damaged one. A damaged file is reported as ErrDamaged and left alone.
//   - A file of a newer schema is refused with ErrNewer; one of an older
//     schema is copied to PATH.v<N>.bak and migrated in one transaction.
//
// The schema, which a test compares with a real file (names that end in / are
// buckets, names in <> stand for many keys):
//
//	meta/
//	├── schema          version of this tree, decimal
//	├── settings        version of the settings, decimal (config.Version)
//	├── profile         UUID of the profile, made with the file
//	└── device          UUID that the server knows this installation by
//	settings/
//	└── <key>           normalized text, e.g. ldap.port = 636
//	account/
//	└── current         JSON of Account
//	cache/
//	├── identity        JSON of organization.Identity
//	├── times           JSON of organization.SyncTimes
//	├── removals        JSON, list of organization.RemovalCount
//	├── shown           JSON, list of organization.ShownList
//	├── seats           JSON of organization.SeatsSeen
//	├── syncedwith      JSON, settings of the last sync of everybody that was done
//	├── cleared         present after a clear, until a run was acknowledged
//	├── members/
//	│   └── <id>        1, email, wanted, stable id
//	├── groups/
//	│   └── <id>        1 (2 for unsure), name, stable id, number of members, their external ids
//	├── removed/
//	│   └── <id>        empty; accepted removals of tombstones
//	├── flight/
//	│   └── <kind:id>   1, email, stable id, Unix milliseconds or 0, sent again or not
//	├── rekeying/       a change of external ids that has not come to its end
//	│   ├── at          JSON, when a request was last about to be sent
//	│   ├── members/
//	│   │   └── <id>    1, the server's id, external id then, new one, done or not
//	│   └── groups/
//	│       └── <id>    as members
//	└── snapshot/
//	    ├── header      JSON of snapshotHeader
//	    ├── cursor      JSON of directory.Cursor
//	    ├── users/
//	    │   └── <n>     chunk of users, see below
//	    └── groups/
//	        └── <n>     chunk of groups, see below
//	people/              who is remembered over a clear of the cache
//	├── identity        JSON of organization.Identity that the known belong to
//	├── takenover       present after a take-over, until a run was acknowledged
//	├── revoked/
//	│   └── <id>        JSON of organization.RevokedMember
//	├── byhand/
//	│   └── <id>        1, email, wanted, stable id; removed by hand
//	├── offboarded/
//	│   └── <id>        1, email, wanted, stable id; let in by no sync
//	├── known/
//	│   └── <id>        1, email, wanted, stable id; acknowledged before a clear
//	└── knowngroups/
//	    └── <id>        1, name, stable id, 0; acknowledged before a clear
//	history/
//	├── runs/
//	│   └── <run>       JSON of organization.Run without the lists
//	├── details/
//	│   └── <run>       4 (3 in gzip), names as hashes, the lists; before schema 3 as in begun
//	├── changed/
//	│   └── <run>       the run's id; runs that changed something
//	├── unchanged/
//	│   └── <run>       the run's id; the others
//	├── begun/          the run at work, or that died there
//	│   ├── run         JSON of organization.Run
//	│   └── <n>         1 and JSON, or 2 and JSON in gzip, of what it did, a transaction each
//	├── counts/
//	│   └── <time>      1, trigger, result, milliseconds, numbers of organization.Counts
//	└── notices/
//	    └── <run>       JSON of notify.Sent, numbered on their own
//	status/
//	├── automatic       JSON of AutomaticStatus
//	└── notices         JSON of notify.State
//
// Values that begin with a number are binary: that number, the version of the
// format, is one byte; a text is its length in bytes and its bytes; numbers
// are varints (https://protobuf.dev/programming-guides/encoding/#varints).
// <n> is a big-endian uint32, <run> a big-endian uint64, the run's sequence
// number: a clock that jumps reorders nothing; <time> a big-endian int64 of Unix milliseconds
// with the FNV-1a hash of the run's id, <id> an external id.
//
// A chunk holds about a thousand entries that follow each other. Where it
// begins depends on the entries themselves, so that one more user changes one
// chunk and not all that follow, and an unchanged chunk is not written again.
// It is the format byte 1, the number of entries, and for each a flags byte
// and the fields that it announces. A group names its users and groups by
// position in the snapshot, as a difference to the one before (0 and a text
// for what the snapshot does not hold): millions of memberships stay small,
// and on reading they share the memory of the users they name.
package store
