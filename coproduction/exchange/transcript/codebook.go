package transcript

import (
	"crypto/sha256"
	"encoding/hex"
	"strconv"
	"strings"

	"github.com/coproduction-lab/coproduction-go/coproduction/exchange"
	"github.com/coproduction-lab/coproduction-go/encounter"
	"github.com/coproduction-lab/coproduction-go/theme"
)

// The bounds of the schemas.
const (
	maxThemes       = 200
	maxCodes        = 5000
	maxCodesOfPlace = 500
	maxCoders       = 200
)

// A codebook gathers the codes of all files: a theme for each tier, a code for each
// value on it; and who gave them.
type codebook struct {
	theme.Codebook
	study   encounter.Study
	id0     func(key string) encounter.ID
	at      map[codeName]int // places of the codes
	names   []codeName       // of the codes, in their order
	themes  map[string]theme.CodeID
	coders  map[string]int // places in the team
	taken   map[theme.CodeID]bool
	defined map[codeName]string
	codings heldCodings
	rounds  rounds // that have no number
}

func newCodebook(o exchange.Options) *codebook {
	return &codebook{
		Codebook: theme.Codebook{Title: "Codes of the transcripts", Version: "1", Themes: []theme.Theme{}, Codes: []theme.Code{},
			Note: "The codes as they stand on the tiers of the transcripts. Definitions that the transcripts do not give are missing."},
		study: encounter.Study{Title: "Study of imported transcripts"},
		id0:   o.ID, at: map[codeName]int{}, themes: map[string]theme.CodeID{}, coders: map[string]int{},
		taken: map[theme.CodeID]bool{}, defined: map[codeName]string{},
	}
}

// A definition is what a file says that a code means.
type definition struct {
	of     codeName
	text   string
	at     place
	length int
}

// define keeps what a file says that its codes mean: the first definition of all files.
func (b *codebook) define(definitions []definition, book *ledger) {
	for _, d := range definitions {
		switch text := strings.TrimSpace(d.text); {
		case text == "" || text == b.defined[d.of]:
		case b.defined[d.of] == "":
			b.defined[d.of] = text
		default:
			book.count(ruleScriptMeaning, d.at, d.length, "{code is|codes are} defined otherwise than before; the first definition was kept")
		}
	}
}

// code returns the place of a code, which it enters where it is new and there is room.
func (b *codebook) code(name codeName) (int, bool) {
	if at, ok := b.at[name]; ok {
		return at, true
	}
	parent, ok := b.themes[name.tier]
	if len(b.Codes) == maxCodes || !ok && len(b.Themes) == maxThemes {
		return 0, false
	}
	if !ok {
		parent = b.fresh(name.tier, "")
		b.themes[name.tier] = parent
		b.Themes = append(b.Themes, theme.Theme{ID: parent, Name: cut(name.tier)})
	}
	id := b.fresh(name.tier, name.code)
	at := len(b.Codes)
	b.at[name] = at
	b.names = append(b.names, name)
	b.Codes = append(b.Codes, theme.Code{ID: id, Parent: parent, Name: cut(name.code)})
	return at, true
}

// coder returns the place of a coder, who becomes a member of the research team.
// Who has no name is one coder of all files: who gave their codes is not told, and a team
// of as many people as there are files would be made up.
func (b *codebook) coder(name string) (int, bool) {
	if at, ok := b.coders[name]; ok {
		return at, true
	}
	at := len(b.study.Team)
	if at == maxCoders {
		return 0, false
	}
	key := sharedKey("coder", name)
	if name == "" {
		key = sharedKey("coder")
	}
	b.coders[name] = at
	b.study.Team = append(b.study.Team, encounter.TeamMember{ID: b.id0(key), Role: encounter.TeamCoder})
	return at, true
}

// maxReadable is how much of an id is a name.
const maxReadable = 48

// fresh makes an id of the name of a tier, or of a code on it: its letters, digits and
// points. Where that does not give the name back, a fingerprint of the whole name
// follows, so that the id is the same whatever comes before it.
func (b *codebook) fresh(tier, code string) theme.CodeID {
	name := tier
	if code != "" {
		name += "." + code
	}
	id := strings.Map(func(r rune) rune {
		switch {
		case r >= 'a' && r <= 'z', r >= 'A' && r <= 'Z', r >= '0' && r <= '9', r == '.', r == '-', r == '_':
			return r
		}
		return '_'
	}, name)
	if id == "" || !(id[0] >= 'A' && id[0] <= 'Z' || id[0] >= 'a' && id[0] <= 'z') {
		id = "c" + id
	}
	if id != name || len(id) > maxReadable || strings.Contains(tier, ".") { // else the first point parts tier and code
		sum := sha256.Sum256([]byte(tier + "\x00" + code))
		id = id[:min(len(id), maxReadable)] + "_" + hex.EncodeToString(sum[:6])
	}
	for b.taken[theme.CodeID(id)] { // no name is likely to be another's with its fingerprint
		id += "_"
	}
	b.taken[theme.CodeID(id)] = true
	return theme.CodeID(id)
}

// cut keeps a name within what a codebook takes.
func cut(name string) string {
	runes := []rune(strings.TrimSpace(name))
	return string(runes[:min(len(runes), 500)])
}

// lossUndefined is what becomes of the definition of a code that has none in the files.
const lossUndefined = "the files give none, and the codebook says so"

// hand hands on the study with the coders, the codebook and the codings, where there
// are any codings.
func (b *codebook) hand(to *exchange.Sink) error {
	if b.codings.n == 0 {
		return nil
	}
	b.rounds.settle(&b.codings, &to.Loss)
	b.study.ID, b.ID = b.id0(sharedKey("study")), b.id0(sharedKey("codebook"))
	undefined := 0
	for i, name := range b.names {
		if b.Codes[i].Definition = strings.TrimSpace(b.defined[name]); b.Codes[i].Definition == "" {
			b.Codes[i].Definition = theme.NoDefinition
			undefined++
		}
	}
	to.Loss.Read("definition", len(b.Codes))
	to.Loss.Keep("definition", len(b.Codes)-undefined)
	to.Loss.Change("definition", lossUndefined, undefined)
	if err := to.Record(&b.study); err != nil {
		return err
	}
	if err := to.Record(&b.Codebook); err != nil {
		return err
	}
	for held, codes := range b.codings.all() {
		if err := to.Record(b.coding(held, codes)); err != nil {
			return err
		}
	}
	return nil
}

// coding makes the record of a coding.
func (b *codebook) coding(held *heldCoding, codes []int16) *theme.Coding {
	c := &theme.Coding{
		ID:       held.id,
		Target:   theme.Target{Record: b.codings.of[held.of], Pointer: "/turns/" + strconv.Itoa(int(held.turn))},
		Codebook: b.ID, Coder: b.study.Team[held.coder].ID, Round: int64(held.round), Codes: make([]theme.CodeID, len(codes)),
	}
	for i, code := range codes {
		c.Codes[i] = b.Codes[code].ID
	}
	return c
}
