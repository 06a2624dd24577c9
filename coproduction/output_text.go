package coproduction

import (
	"bufio"
	"cmp"
	"strconv"
	"strings"

	"github.com/coproduction-lab/coproduction-go/schema"
)

// A textForm writes findings for people.
type textForm struct{ out *bufio.Writer }

func (t *textForm) finding(f *schema.Finding) { t.out.WriteString(findingText(f)) }

func (t *textForm) close(s Summary, left leftOut) {
	if left.out > 0 {
		t.out.WriteString(left.String() + "\n")
	}
	t.out.WriteString(s.String() + "\n")
}

// String says the summary in words, as in "25 records: 24 accepted, 1 rejected.
// 3 findings: 1 error, 2 warnings."
func (s Summary) String() string {
	text := "No records."
	if s.Records > 0 {
		text = counted(s.Records, "record") + ": " + grouped(s.Accepted) + " accepted, " + grouped(s.Rejected) + " rejected."
	}
	if s.Findings == 0 {
		return text + " No findings."
	}
	var parts []string
	for _, part := range []struct {
		n    int64
		word string
	}{{s.Errors, "error"}, {s.Warnings, "warning"}, {s.Notes, "note"}} {
		if part.n > 0 {
			parts = append(parts, counted(part.n, part.word))
		}
	}
	if s.Suppressed > 0 {
		parts = append(parts, grouped(s.Suppressed)+" suppressed")
	}
	return text + " " + counted(s.Findings, "finding") + ": " + strings.Join(parts, ", ") + "."
}

// counted is a number and what it counts, as in "1 note" and "2 notes".
func counted(n int64, word string) string {
	if n != 1 {
		word += "s"
	}
	return grouped(n) + " " + word
}

// grouped writes a number of things with a comma between thousands.
func grouped(n int64) string {
	digits := strconv.FormatInt(n, 10)
	for i := len(digits) - 3; i > 0; i -= 3 {
		digits = digits[:i] + "," + digits[i:]
	}
	return digits
}

// findingText is a finding as a person reads it: what and where on the first
// line; then the way to the place, a mark under it, and how to mend it.
func findingText(f *schema.Finding) string {
	var b strings.Builder
	if where := whereText(f.Position); where != "" {
		b.WriteString(where + ": ")
	}
	b.WriteString(string(severityOf(f)))
	if f.Suppressed != "" {
		b.WriteString(", suppressed")
	}
	if place := placeText(f); place != "" {
		b.WriteString(": " + place)
	}
	b.WriteString(": " + visible(f.Detail) + " [" + visible(string(f.Rule)) + "]\n")

	hint := visible(f.Hint)
	if f.Suppressed != "" {
		hint = "suppressed: " + visible(f.Suppressed)
	}
	before, place, after := picture(f)
	if before+place+after != "" {
		b.WriteString("   " + before + place + after + "\n")
		mark := strings.Repeat("^", max(columns(place), 1))
		hint = strings.TrimSuffix(strings.Repeat(" ", columns(before))+mark+" "+hint, " ")
	}
	if hint != "" {
		b.WriteString("   " + hint + "\n")
	}
	return b.String()
}

// whereText is a position as editors understand it: source:line:column.
func whereText(p schema.Position) string {
	where := visible(p.Source)
	if p.Line > 0 {
		where = cmp.Or(where, "record "+strconv.Itoa(p.Record)) + ":" + strconv.Itoa(p.Line) + ":" + strconv.Itoa(p.Column)
	}
	return where
}

// placeText is the place within the record; "" where the finding is in none.
func placeText(f *schema.Finding) string {
	if f.Pointer == "" && f.Position.Record == 0 {
		return ""
	}
	return visible(f.Place())
}

// picture shows the surroundings of a place: the bytes of the data where the
// caller has asked for them, else the way to it, made of its pointer alone.
func picture(f *schema.Finding) (before, place, after string) {
	switch {
	case f.Excerpt != "":
		before, rest, _ := strings.Cut(f.Excerpt, placeBegin)
		place, after, marked := strings.Cut(rest, placeEnd)
		if !marked {
			return "", visible(f.Excerpt), ""
		}
		return visible(before), visible(place), visible(after)
	case strings.HasSuffix(string(f.Rule), "#additionalProperties"):
		before, _ = skeleton(f.Pointer + "/") // of the member, whose name is not shown
		place = `"…":…`
	case strings.HasSuffix(string(f.Rule), "#required"):
		before, place = skeleton(f.Pointer)
		return before, strings.Repeat("_", columns(place)), "}" // a gap to fill
	case f.Pointer != "":
		before, place = skeleton(f.Pointer)
	case f.Position.Record > 0:
		place = "{…}"
	}
	return before, place, ""
}

// skeleton draws the way to a place without a byte of the data: /steps/3/by/0 is
//
//	{… "steps":[3 before, {… "by":[…
//
// with the last step of the way as the place.
func skeleton(pointer string) (before, place string) {
	tokens := strings.Split(strings.TrimPrefix(pointer, "/"), "/")
	unescape := strings.NewReplacer("~1", "/", "~0", "~")
	for i, token := range tokens {
		place = "…"
		if n, err := strconv.ParseUint(token, 10, 31); err == nil && !numbered(tokens[:i]) {
			before += "["
			if n > 0 {
				before += grouped(int64(n)) + " before, "
			}
		} else {
			before += "{… "
			place = `"` + visible(unescape.Replace(token)) + `":` + place
		}
		if i < len(tokens)-1 {
			before += strings.TrimSuffix(place, "…")
		}
	}
	return before, place
}

// numbered reports whether the place holds members whose names are numbers: the
// answers to the items of a checklist.
func numbered(place []string) bool {
	return len(place) == 2 && place[0] == "checklists"
}
