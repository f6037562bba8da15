package file

import (
	"bytes"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"testing/iotest"

	"github.com/google/go-cmp/cmp"

	"directoryconnector/backend/config"
	"directoryconnector/backend/directory"
)

func TestTextsAreReadTheSameInAnyPieces(t *testing.T) {
	t.Parallel()
	for _, format := range []config.FileFormat{config.FormatJSON, config.FormatCSV, config.FormatLDIF} {
		text, err := os.ReadFile(filepath.Join("testdata", "company."+string(format)))
		if err != nil {
			t.Fatal(err)
		}
		whole, err := snapshotOf(text, format)
		if err != nil {
			t.Fatal(err)
		}
		r := &records{name: "x"}
		if err := decode(iotest.OneByteReader(bytes.NewReader(text)), readingOf(format), r); err != nil {
			t.Fatal(err)
		}
		pieces, err := r.resolve()
		if err != nil {
			t.Fatal(err)
		}
		if diff := cmp.Diff(whole, pieces); diff != "" {
			t.Errorf("%s (-whole +pieces):\n%s", format, diff)
		}
	}
}

// A text that is half of a character is refused with its place.
func TestHalfACharacterInJSON(t *testing.T) {
	t.Parallel()
	for text, want := range map[string]string{
		"{\"users\":[\n{\"id\":\"1\",\"name\":\"Ann \\ud83d\"}]}":  `line 2, column 23`,
		"{\"groups\":[{\"id\":\"\\uDE00\"}]}":                      `line 1, column 19`,
		"{\"users\":[{\"id\":\"1\",\"name\":\"\\ud83d\\ude00\"}]}": "",
	} {
		_, err := snapshotOf([]byte(text), config.FormatJSON)
		if (err == nil) != (want == "") || err != nil && (!strings.Contains(err.Error(), want) || !strings.Contains(err.Error(), "half of a character") || directory.HintOf(err) == "") {
			t.Errorf("%s: %v, hint %q; want %q", text, err, directory.HintOf(err), want)
		}
	}
}

func snapshotOf(text []byte, format config.FileFormat) (*directory.Snapshot, error) {
	r := &records{name: "x"}
	if err := decode(bytes.NewReader(text), readingOf(format), r); err != nil {
		return nil, err
	}
	return r.resolve()
}

func readingOf(format config.FileFormat) reading {
	return reading{format: format, encoding: encodingAuto, dialect: dialect{meanings: meanings}}
}

// TestTheExamplesOfThePageAreRead takes what docs/directories/file.md shows.
func TestTheExamplesOfThePageAreRead(t *testing.T) {
	t.Parallel()
	page, err := os.ReadFile(filepath.Join("..", "..", "..", "docs", "directories", "file.md"))
	if err != nil {
		t.Fatal(err)
	}
	found := 0
	for block := range strings.SplitSeq(string(page), "\n```") {
		format, text, ok := strings.Cut(block, "\n")
		if !ok || format != "csv" && format != "json" {
			continue
		}
		found++
		snap, err := snapshotOf([]byte(text+"\n"), config.FileFormat(format))
		if err != nil || len(snap.Users) < 2 || len(snap.Groups) != 2 || len(snap.Warnings) > 0 {
			t.Errorf("%v, %+v of\n%s", err, snap, text)
		}
	}
	if found != 3 {
		t.Errorf("%d examples found", found)
	}
}

func TestWordsHaveOneMeaning(t *testing.T) {
	t.Parallel()
	for word, want := range map[string]config.Meaning{
		"true": config.MeansYes, "falsch": config.MeansNo, "да": config.MeansYes, "suspended": config.MeansDisabled, "locked out": config.MeansEnabled, "0": config.MeansNo,
	} {
		if got := meanings[word]; got != want {
			t.Errorf("%q means %q, want %q", word, got, want)
		}
	}
}

func FuzzJSON(f *testing.F) { fuzz(f, config.FormatJSON) }
func FuzzCSV(f *testing.F)  { fuzz(f, config.FormatCSV) }
func FuzzLDIF(f *testing.F) { fuzz(f, config.FormatLDIF) }

// fuzz checks what must hold whatever a file holds: no panic; a snapshot has
// entries with ids, and members that are in it.
func fuzz(f *testing.F, format config.FileFormat) {
	text, err := os.ReadFile(filepath.Join("testdata", "company."+string(format)))
	if err != nil {
		f.Fatal(err)
	}
	f.Add(text)
	for _, seed := range []string{"", "{", "id\n1\n", "dn: a=b\nobjectClass: person\n\n", "\"", "a:\n b", `{"users":[{"id":1,"groups":[2]}]}`,
		"sep=;\r\nid;email\r\n1;\xeb\r\n", "\xff\xfei\x00d\x00\n\x00", "#TYPE x\nobjectguid,enabled\n1,wahr\n", "id,groups\r1,a;b\r", "id,members\ng,1\n",
		"version: 1\ndn: a=b\nchangetype: add\nobjectClass: groupOfURLs\ncn: x\nmemberURL: y\n\n",
	} {
		f.Add([]byte(seed))
	}
	f.Fuzz(func(t *testing.T, text []byte) {
		snap, err := snapshotOf(text, format)
		if err != nil {
			if strings.TrimSpace(err.Error()) == "" {
				t.Fatal("an error without words")
			}
			return
		}
		users, groups := map[string]bool{}, map[string]bool{}
		for _, u := range snap.Users {
			if u.ExternalID == "" || users[u.ExternalID] {
				t.Fatalf("user id %q is empty or there twice", u.ExternalID)
			}
			users[u.ExternalID] = true
		}
		for _, g := range snap.Groups {
			if g.ExternalID == "" || g.Name == "" {
				t.Fatalf("group %+v lacks id or name", g)
			}
			groups[g.ReferenceID] = true
		}
		for _, g := range snap.Groups {
			for _, m := range g.UserMembers {
				if !users[m] {
					t.Fatalf("group %q has the member %q, who is not there", g.Name, m)
				}
			}
			for _, n := range g.NestedGroups {
				if !groups[n] {
					t.Fatalf("group %q nests %q, which is not there", g.Name, n)
				}
			}
		}
	})
}
