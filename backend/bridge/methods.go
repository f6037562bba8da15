package bridge

import "errors"

// Bridge is what the pages call.
type Bridge struct{}

var errStub = errors.New("not written yet")

// State returns what every page shows.
func (b *Bridge) State() (State, error) { return State{}, errStub }

// Login checks an organization's API key at the server and keeps it.
func (b *Bridge) Login(r LoginRequest) error { return errStub }

// Logout forgets the API key. Settings, sync cache and history stay.
func (b *Bridge) Logout() error { return errStub }

// UseProfile brings the pages to another profile. What runs goes on.
func (b *Bridge) UseProfile(name string) error { return errStub }

// CreateProfile makes an empty profile and brings the pages to it.
func (b *Bridge) CreateProfile(name string) error { return errStub }

// RenameProfile gives a profile another name.
func (b *Bridge) RenameProfile(r RenameRequest) error { return errStub }

// DeleteProfile removes a profile with its settings, secrets, cache and
// history.
func (b *Bridge) DeleteProfile(name string) error { return errStub }

// Settings returns all settings in the order of their definitions.
func (b *Bridge) Settings() ([]Setting, error) { return nil, errStub }

// Validate returns what would be wrong with the settings if the draft were
// saved; an empty list where nothing is.
func (b *Bridge) Validate(d Draft) ([]FieldProblem, error) { return nil, errStub }

// SaveSettings saves a draft in one step, unless something would be wrong.
func (b *Bridge) SaveSettings(d Draft) (Saved, error) { return Saved{}, errStub }

// SaveServer saves a draft of the settings server.* and network.* only, also
// where the directory is not set up yet.
func (b *Bridge) SaveServer(d Draft) (Saved, error) { return Saved{}, errStub }

// Check starts a test of the connection to the directory and to the server.
func (b *Bridge) Check(r CheckRequest) (Job, error) { return Job{}, errStub }

// Test starts a test: it sends nothing and writes nothing.
func (b *Bridge) Test(r TestRequest) (Job, error) { return Job{}, errStub }

// Sync starts a sync.
func (b *Bridge) Sync(r SyncRequest) (Job, error) { return Job{}, errStub }

// TryFilter starts a read that tells what passes the filters of a draft.
func (b *Bridge) TryFilter(r FilterRequest) (Job, error) { return Job{}, errStub }

// Cancel asks a job to end. Its end comes as an event.
func (b *Bridge) Cancel(jobID string) error { return errStub }

// Findings returns a page of what a guard found.
func (b *Bridge) Findings(q FindingQuery) (FindingPage, error) { return FindingPage{}, errStub }

// StartAutomatic starts the automatic sync of the profile in this program.
func (b *Bridge) StartAutomatic() error { return errStub }

// StopAutomatic ends it; a request at work is cancelled.
func (b *Bridge) StopAutomatic() error { return errStub }

// ClearCache forgets snapshot, cursors, acknowledged state, in-flight record
// and sync times. Settings, secrets and history stay.
func (b *Bridge) ClearCache() error { return errStub }

// TestResult returns the result of the last test of this profile, null where
// there is none.
func (b *Bridge) TestResult() (*TestResult, error) { return nil, errStub }

// TestUsers returns a page of its users.
func (b *Bridge) TestUsers(q UserQuery) (UserPage, error) { return UserPage{}, errStub }

// TestGroups returns a page of its groups.
func (b *Bridge) TestGroups(q GroupQuery) (GroupPage, error) { return GroupPage{}, errStub }

// TestGroup returns what is in one of its groups.
func (b *Bridge) TestGroup(q GroupMembersQuery) (GroupMembers, error) { return GroupMembers{}, errStub }

// TestWarnings returns a page of its warnings.
func (b *Bridge) TestWarnings(q WarningQuery) (WarningPage, error) { return WarningPage{}, errStub }

// Download returns a whole list as a file.
func (b *Bridge) Download(r DownloadRequest) (File, error) { return File{}, errStub }

// History returns a page of runs, newest first.
func (b *Bridge) History(q HistoryQuery) (HistoryPage, error) { return HistoryPage{}, errStub }

// HistoryRun returns one run with a page of its lists.
func (b *Bridge) HistoryRun(q RunQuery) (RunDetails, error) { return RunDetails{}, errStub }

// Counts returns the numbers of runs, oldest first.
func (b *Bridge) Counts(q CountsQuery) ([]CountsPoint, error) { return nil, errStub }

// Logs returns lines of the log, newest first.
func (b *Bridge) Logs(q LogQuery) ([]LogLine, error) { return nil, errStub }

// CheckUpdate asks for the newest release.
func (b *Bridge) CheckUpdate() (Update, error) { return Update{}, errStub }

// ExportSettings returns what is set as a file, without secrets.
func (b *Bridge) ExportSettings(r ExportRequest) (File, error) { return File{}, errStub }

// ImportSettings replaces all settings by those of an exported file, and
// returns the keys that are set now.
func (b *Bridge) ImportSettings(r ImportRequest) ([]string, error) { return nil, errStub }

// FindTakeover returns the path of the data.json of Bitwarden's connector;
// empty where there is none.
func (b *Bridge) FindTakeover() (string, error) { return "", errStub }

// TakeOver takes over the settings of Bitwarden's connector.
func (b *Bridge) TakeOver(r TakeoverRequest) (Takeover, error) { return Takeover{}, errStub }
