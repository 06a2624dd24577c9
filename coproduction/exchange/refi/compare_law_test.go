package refi

import (
	"fmt"
	"maps"
	"math/rand/v2"
	"reflect"
	"slices"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

// These laws look at a project by reflection, and so at every field that the model has
// or will have: whatever is taken out or changed is told, and nothing else.

var (
	guidType = reflect.TypeFor[GUID]()
	kindOf   = map[reflect.Type]string{
		reflect.TypeFor[User](): "user", reflect.TypeFor[Code](): "code", reflect.TypeFor[Variable](): "variable", reflect.TypeFor[Case](): "case",
		reflect.TypeFor[Source](): "source", reflect.TypeFor[Link](): "link", reflect.TypeFor[Set](): "set", reflect.TypeFor[Graph](): "graph",
		reflect.TypeFor[Selection](): "selection", reflect.TypeFor[Coding](): "coding", reflect.TypeFor[Transcript](): "transcript",
	}
)

// A spot is a value somewhere in a project.
type spot struct {
	path  string // the fields that lead to it
	of    GUID   // the thing it belongs to; "" for the project itself
	value reflect.Value
	list  reflect.Value // that it is an element of
	index int
}

// spots lists every value of a project, in order.
func spots(p *Project) (all []spot) {
	var walk func(s spot)
	walk = func(s spot) {
		if s.value.Kind() == reflect.Struct && kindOf[s.value.Type()] != "" {
			s.of = s.value.FieldByName("GUID").Interface().(GUID)
		}
		all = append(all, s)
		switch v := s.value; v.Kind() {
		case reflect.Struct:
			for i := range v.NumField() {
				if v.Type().Field(i).IsExported() {
					walk(spot{path: s.path + "." + v.Type().Field(i).Name, of: s.of, value: v.Field(i)})
				}
			}
		case reflect.Slice:
			for i := range v.Len() {
				walk(spot{path: s.path + "[]", of: s.of, value: v.Index(i), list: v, index: i})
			}
		case reflect.Pointer:
			if !v.IsNil() {
				walk(spot{path: s.path, of: s.of, value: v.Elem()})
			}
		}
	}
	walk(spot{value: reflect.ValueOf(p).Elem()})
	return all
}

// things are the kinds of all things by GUID.
func thingsOf(all []spot) map[GUID]string {
	kinds := make(map[GUID]string)
	for _, s := range all {
		if kind := kindOf[s.value.Type()]; kind != "" {
			if strings.HasPrefix(s.path, ".Notes[]") && kind == "source" && s.path == ".Notes[]" {
				kind = "note"
			}
			kinds[s.of] = kind
		}
	}
	return kinds
}

// referring are the things that refer to one of some.
func referring(all []spot, to map[GUID]string) map[GUID]bool {
	found := make(map[GUID]bool)
	for _, s := range all {
		if s.value.Type() == guidType && !strings.HasSuffix(s.path, ".GUID") {
			if g := s.value.Interface().(GUID); to[g] != "" && s.of != g {
				found[s.of] = true
			}
		}
	}
	return found
}

// rich is a synthetic project with something of everything.
func rich(base int) *Project {
	p := interviews(base)
	g := func(n int) GUID { return id(base + n) }
	text, form := "A memo about trust.", "Sign here."
	coding := func(n, user, code int) []Coding {
		return []Coding{{GUID: g(n), CreatedBy: g(user), Created: "2022-03-01T09:00:00Z", Code: g(code), NoteRefs: []GUID{g(30)}}}
	}
	by := Stamp{g(1), g(2), "2022-03-01T09:00:00Z", "2022-03-02T09:00:00Z"}
	p.Notes = append(p.Notes, Source{Kind: TextKind, GUID: g(31), Name: "memo 2", Text: Text{Content: &text}, Stamp: by,
		Selections: []Selection{{GUID: g(54), Start: 2, End: 6, Codings: coding(64, 1, 12)}}})
	p.Sources = append(p.Sources,
		Source{Kind: PictureKind, GUID: g(44), Name: "board", Path: "internal://x.png", Stamp: by, Companion: &Source{Kind: TextKind, GUID: g(48), Name: "words on it", Text: Text{Content: &form},
			Selections: []Selection{{GUID: g(55), Start: 0, End: 4, Codings: coding(65, 2, 13)}}},
			Selections: []Selection{{GUID: g(56), First: Point{1, 2}, Second: Point{3, 4}, Codings: coding(66, 2, 10), Stamp: by}}},
		Source{Kind: VideoKind, GUID: g(49), Name: "ward", Path: "internal://x.mp4", Selections: []Selection{{GUID: g(57), Start: 100, End: 900, Codings: coding(67, 1, 11)}}})
	p.Sources[1].Transcripts[0].Selections[0].Codings = coding(68, 2, 12)
	p.Sources[2].Selections[0].Codings = coding(69, 1, 13)
	p.Cases = append(p.Cases, Case{GUID: g(71), Name: "patient 2", Codes: []GUID{g(10)}, Sources: []GUID{g(44)}, Selections: []GUID{g(56), g(57)}})
	for _, s := range spots(p) {
		if text, ok := s.value.Interface().(*string); ok && text != nil {
			s.value.Set(reflect.ValueOf(new(*text))) // each has a text of its own
		}
	}
	return p
}

// bases are projects, and how to make each again.
func bases() map[string]func() *Project {
	all := map[string]func() *Project{"rich": func() *Project { return rich(0) }}
	for seed := range uint64(8) {
		all[fmt.Sprint("seed ", seed)] = func() *Project { return generate(seed) }
	}
	return all
}

// renew gives every thing another GUID.
func renew(p *Project) *Project {
	for _, s := range spots(p) {
		if s.value.Type() == guidType && s.value.Len() > 0 {
			s.value.SetString("f" + reverse(s.value.String()[1:]))
		}
	}
	return p
}

func reverse(text string) string {
	digits := []byte(strings.ReplaceAll(text, "-", ""))
	slices.Reverse(digits)
	d := string(digits)
	return d[:7] + "-" + d[7:11] + "-" + d[11:15] + "-" + d[15:19] + "-" + d[19:]
}

// shuffle puts every list of a project in another order.
func shuffle(p *Project, g *rand.Rand) *Project {
	for _, s := range spots(p) {
		if s.value.Kind() == reflect.Slice {
			g.Shuffle(s.value.Len(), reflect.Swapper(s.value.Interface()))
		}
	}
	return p
}

// Nothing is lost where nothing is.
func TestCompareLawNone(t *testing.T) {
	g := rand.New(rand.NewPCG(5, 6))
	for seed := range uint64(300) {
		for name, b := range map[string]*Project{"same": generate(seed), "shuffled": shuffle(generate(seed), g),
			"renewed": renew(generate(seed)), "both": shuffle(renew(generate(seed)), g)} {
			c := Compare(generate(seed), b)
			laws(t, c)
			require.True(t, c.Complete(), "seed %d, %s:\n%s", seed, name, c)
		}
	}
	for range 20 {
		c := Compare(rich(0), shuffle(renew(rich(0)), g))
		require.True(t, c.Complete(), c.String())
		require.Empty(t, c.Doubts)
	}
}

// fates are what a comparison says of A: the kinds of what is lost, and what is altered.
func fates(c *Comparison) (lost map[string]int, altered, gone map[GUID]bool, added int) {
	lost, altered, gone = map[string]int{}, map[GUID]bool{}, map[GUID]bool{}
	for _, i := range c.Items() {
		switch i.Fate() {
		case "lost":
			lost[i.Kind]++
			gone[i.A] = true
		case "altered":
			altered[i.A] = true
		default:
			added++
		}
	}
	return lost, altered, gone, added
}

// Each thing is taken out in turn: it is lost, with what is in it, and altered is what
// refers to that, and nothing else.
func TestCompareLawTakenOut(t *testing.T) {
	n := map[string]int{}
	for name, make := range bases() {
		for i, s := range spots(make()) {
			if kindOf[s.value.Type()] == "" || !s.list.IsValid() && !strings.HasSuffix(s.path, "Companion") {
				continue
			}
			whole := thingsOf(spots(make()))
			n[whole[s.of]]++
			b := make()
			out := spots(b)[i]
			if out.list.IsValid() {
				out.list.Set(reflect.AppendSlice(out.list.Slice(0, out.index), out.list.Slice(out.index+1, out.list.Len())))
			} else {
				for _, holder := range spots(b) {
					if holder.value.Kind() == reflect.Pointer && !holder.value.IsNil() && holder.value.Pointer() == out.value.Addr().Pointer() {
						holder.value.SetZero()
						break
					}
				}
			}
			left := thingsOf(spots(b))
			wantLost, taken := map[string]int{}, map[GUID]string{}
			for guid, kind := range whole {
				if left[guid] == "" {
					wantLost[kind]++
					taken[guid] = kind
				}
			}
			for _, t := range gather(make()).things["text"] {
				if taken[t.guid] != "" {
					wantLost["text"]++
				}
			}
			wantAltered := referring(spots(b), taken)
			delete(wantAltered, "")
			what := name + ": " + s.path
			c := Compare(make(), b)
			laws(t, c)
			lost, altered, _, added := fates(c)
			require.Equal(t, wantLost, lost, what)
			require.Equal(t, wantAltered, projectAside(altered), what)
			require.Zero(t, added, what)
			require.False(t, c.Complete(), what)

			if name != "rich" {
				continue
			}
			_, altered, gone, _ := fates(Compare(make(), renew(b)))
			for guid := range taken {
				require.True(t, gone[guid], "%s, renewed", what)
			}
			maps.Copy(altered, gone) // without its code, a coding or link is not found by what it is
			for guid := range taken {
				delete(altered, guid)
			}
			require.Equal(t, wantAltered, altered, "%s, renewed", what)
		}
	}
	for kind := range inAll {
		assert.True(t, n[kind] > 0 || kind == "project" || kind == "text", "%s was never taken out", kind)
	}
}

func projectAside(things map[GUID]bool) map[GUID]bool {
	delete(things, "")
	return things
}

// notTold are the fields that no comparison looks at: of the project what it and its
// program are called and who made it, of all else where files are, and whether a quote fits.
func notTold(s spot, field string) bool {
	if s.of == "" {
		return slices.Contains([]string{".Name", ".Origin", ".Stamp.Created", ".Stamp.Modified", ".BasePath"}, field)
	}
	begun := s.value.Kind() == reflect.String && s.value.Len() == 0 // that there is a file is told
	return slices.Contains([]string{".CurrentPath", ".Text.Path", ".Doubtful"}, field) || !begun && slices.Contains([]string{".Path", ".Text.RichPath"}, field)
}

// Each field is changed in turn: altered is the thing that it belongs to, with what
// stands at its place, and nothing else.
func TestCompareLawChanged(t *testing.T) {
	n := 0
	for name, make := range bases() {
		for i, s := range spots(make()) {
			b := make()
			at := spots(b)[i].value
			whole := thingsOf(spots(make()))
			switch at.Kind() {
			case reflect.String:
				switch {
				case strings.HasSuffix(s.path, ".GUID") || s.path == ".Stamp.CreatedBy" || s.path == ".Stamp.ModifiedBy":
					continue
				case at.Type() == guidType && at.Len() > 0 && s.list.IsValid():
					in := spots(b)[i]
					in.list.Set(reflect.AppendSlice(in.list.Slice(0, in.index), in.list.Slice(in.index+1, in.list.Len())))
				case at.Type() == guidType && at.Len() > 0:
					at.SetString("")
				case at.Type() == guidType:
					at.SetString(string(id(999)))
				default:
					at.SetString(at.String() + "x")
				}
			case reflect.Int64:
				at.SetInt(at.Int() + 1)
			case reflect.Bool:
				at.SetBool(!at.Bool())
			default:
				continue
			}
			what := name + ": " + s.path
			c := Compare(make(), b)
			laws(t, c)
			lost, altered, _, added := fates(c)
			field := strings.ReplaceAll(s.path[strings.LastIndex(s.path, "]")+1:], ".Companion", "")
			if notTold(s, field) {
				require.Empty(t, c.Items(), what)
				continue
			}
			n++
			if s.of == "" { // of the project itself
				require.Len(t, c.Items(), 1, what)
				require.Equal(t, "project", c.Items()[0].Kind)
				continue
			}
			require.Empty(t, lost, what)
			require.Zero(t, added, what)
			want := map[GUID]bool{s.of: true}
			place := whole[s.of] == "selection" && slices.Contains([]string{".Start", ".End", ".Page", ".First.X", ".First.Y", ".Second.X", ".Second.Y", ".FromSync", ".ToSync"}, field)
			if place {
				for _, other := range spots(make()) {
					if part, ok := other.value.Interface().(Selection); ok && part.GUID == s.of {
						for _, coding := range part.Codings {
							want[coding.GUID] = true
						}
					}
				}
			}
			if field == ".Kind" || strings.HasSuffix(s.path, ".SyncPoints[].At") || strings.HasSuffix(s.path, ".SyncPoints[].AtMs") {
				for guid := range altered { // and what stands there
					require.Contains(t, []string{whole[s.of], "selection", "coding"}, whole[guid], what)
				}
				require.True(t, altered[s.of], what)
				continue
			}
			if field == ".Text.Content" {
				require.True(t, altered[s.of], what)
				require.Equal(t, 1, c.Kind("text").Altered, what)
				require.Zero(t, c.Kind("source").Altered+c.Kind("selection").Altered+c.Kind("coding").Altered, what)
				continue
			}
			require.Equal(t, want, altered, what)
		}
	}
	assert.Greater(t, n, 1000)
}

// Each text is taken out in turn: it is lost, and of nothing else is anything told but
// that the places in it cannot be compared.
func TestCompareLawTexts(t *testing.T) {
	for name, make := range bases() {
		for i, s := range spots(make()) {
			if !strings.HasSuffix(s.path, ".Text.Content") || s.value.Kind() != reflect.Pointer || s.value.IsNil() {
				continue
			}
			b := make()
			spots(b)[i].value.SetZero()
			c := Compare(make(), b)
			lost, altered, _, added := fates(c)
			require.Equal(t, map[string]int{"text": 1}, lost, "%s: %s", name, s.path)
			require.Empty(t, altered)
			require.Zero(t, added)
			c = Compare(b, make())
			_, altered, _, added = fates(c)
			require.Empty(t, altered)
			require.Equal(t, 1, added)
			blind := slices.ContainsFunc(c.Doubts, func(d Doubt) bool { return d.Why == TextMissingA })
			require.NotEqual(t, blind, c.Complete(), "%s: %s", name, s.path)
		}
	}
}

// Each coding is moved to each selection and source that it is not in, and each code
// below each code that is not below it.
func TestCompareLawMoved(t *testing.T) {
	codingList, codeList := reflect.TypeFor[[]Coding](), reflect.TypeFor[[]Code]()
	n := map[string]int{}
	for i, s := range spots(rich(0)) {
		kind := kindOf[s.value.Type()]
		if kind != "coding" && kind != "code" {
			continue
		}
		for j, to := range spots(rich(0)) {
			if kind == "coding" && to.value.Type() != codingList || kind == "code" && to.value.Type() != codeList {
				continue
			}
			b := rich(0)
			all := spots(b)
			if all[i].list.Addr().Pointer() == all[j].value.Addr().Pointer() || kind == "code" && below(s.value.Interface().(Code), to.of) {
				continue
			}
			moved := reflect.New(all[i].value.Type()).Elem()
			moved.Set(all[i].value)
			if i < j { // what comes later first, so that no place changes
				all[j].value.Set(reflect.Append(all[j].value, moved))
				all[i].list.Set(reflect.AppendSlice(all[i].list.Slice(0, all[i].index), all[i].list.Slice(all[i].index+1, all[i].list.Len())))
			} else {
				all[i].list.Set(reflect.AppendSlice(all[i].list.Slice(0, all[i].index), all[i].list.Slice(all[i].index+1, all[i].list.Len())))
				all[j].value.Set(reflect.Append(all[j].value, moved))
			}
			c := Compare(rich(0), b)
			laws(t, c)
			n[kind]++
			what := fmt.Sprintf("%s to %s", s.path, to.path)
			require.Len(t, c.Items(), 1, "%s\n%s", what, c)
			require.Equal(t, s.of, c.Items()[0].A, what)
			require.Equal(t, []string{map[string]string{"coding": "place", "code": "parent"}[kind]}, c.Items()[0].What, what)
		}
	}
	assert.Greater(t, n["coding"], 100)
	assert.Greater(t, n["code"], 5)
}

// below reports whether a code is another or below it.
func below(c Code, guid GUID) bool {
	return c.GUID == guid || slices.ContainsFunc(c.Codes, func(d Code) bool { return below(d, guid) })
}
