package transcript

import (
	"bytes"
	"fmt"
	"io"
	"strings"

	"github.com/coproduction-lab/coproduction-go/schema"
)

// MaxTextGrid bounds the size of a TextGrid file, in bytes: 64 MiB.
const MaxTextGrid = 64 << 20

// ReadTextGrid reads a Praat TextGrid in text form: long or short, as Praat or
// ELAN writes it, in UTF-8 or UTF-16, with any line ends. source is the name that
// findings give the file.
//
// The transcript is nil when, and only when, a finding has severity error. What
// was tolerated is a finding of severity warning or note; findings are sorted by
// place and point into the bytes of r. The error is that of reading r, and then
// there is nothing else.
//
// Interval texts and times are those of the file: silence keeps its intervals,
// line ends within a text stay as they are written. Memory is a small multiple
// of the file's size, whatever counts the file declares.
func ReadTextGrid(r io.Reader, source string) (*Transcript, []schema.Finding, error) {
	return readTextGrid(r, source, MaxTextGrid)
}

func readTextGrid(r io.Reader, source string, limit int64) (*Transcript, []schema.Finding, error) {
	data, err := io.ReadAll(io.LimitReader(r, limit+1))
	if err != nil {
		return nil, nil, err
	}
	var report report
	refused := func(id schema.RuleID, at int, detail string, t text) (*Transcript, []schema.Finding, error) {
		report.add(fault{rule: id, at: at, end: at, detail: detail})
		return nil, report.findings(source, t), nil
	}
	switch {
	case int64(len(data)) > limit:
		return refused(ruleSize, 0, fmt.Sprintf("larger than the limit of %d bytes", limit), text{})
	case bytes.HasPrefix(data, []byte("ooBinaryFile")):
		return refused(ruleNotTextGrid, 0, "a binary Praat file", text{})
	}
	t, guessed, bad := decode(data)
	if bad >= 0 {
		return refused(ruleEncoding, bad, "neither UTF-8 nor UTF-16 from here on", t)
	}
	if guessed {
		report.add(fault{rule: ruleNoMark, detail: "read as UTF-16"})
	}
	g := textGrid{scanner: scanner{src: t.utf8}, report: &report, tier: -1, item: -1}
	transcript := g.read()
	if report.failed {
		transcript = nil
	}
	return transcript, report.findings(source, t), nil
}

func (g *textGrid) read() *Transcript {
	t := new(Transcript)
	g.header()
	t.Start, t.End = g.bounds()
	if !g.exists() {
		g.finish()
		return t
	}
	declared := g.take(number)
	names := make(map[string]bool)
	for g.ahead.kind == label {
		g.tier++
		t.Tiers = append(t.Tiers, g.readTier(t, names))
	}
	g.tier = -1
	g.counted(declared, len(t.Tiers), "{tier is|tiers are} there")
	g.finish()
	return t
}

// header takes the two texts that every TextGrid opens with.
func (g *textGrid) header() {
	g.inHeader = true
	g.advance()
	first := g.take(label)
	if g.lost {
		return
	}
	class, name := first, g.text(first)
	switch {
	case name == "ooTextFile" || name == "ooTextFile short":
		if name != "ooTextFile" {
			g.note(ruleHeaderVariant, first, "the old short form's file type")
		}
		class = g.take(label)
		if g.lost {
			return
		}
		name = g.text(class)
	case isClass(name):
		g.note(ruleHeaderMissing, first, "no file type before the object class")
	}
	g.inHeader = false
	switch {
	case !isClass(name):
		g.refuse(ruleNotTextGrid, class, "a Praat text file, but not a TextGrid in the form of a text file")
	case name != "TextGrid":
		g.note(ruleHeaderVariant, class, "the object class has a version number")
	}
}

// isClass reports whether name is TextGrid, with or without a version.
func isClass(name string) bool {
	version, ok := strings.CutPrefix(name, "TextGrid")
	return ok && (version == "" || version[0] == ' ' && strings.Trim(version[1:], "0123456789") == "")
}

// exists takes the flag that says whether there are tiers.
func (g *textGrid) exists() bool {
	if g.ahead.kind == number {
		g.note(ruleFlagMissing, g.ahead, "a number stands where <exists> should be")
		return true
	}
	tok := g.take(flag)
	switch string(g.src[tok.at:tok.end]) {
	case "<exists>", "": // "" where the file is lost
		return true
	case "<absent>":
		return false
	}
	g.refuse(ruleStructure, tok, "a flag that is neither <exists> nor <absent>")
	return true
}

func (g *textGrid) readTier(file *Transcript, names map[string]bool) (tier Tier) {
	class := g.take(label)
	switch g.text(class) {
	case "IntervalTier":
	case "TextTier":
		tier.Points = true
	default:
		g.refuse(ruleClass, class, "neither IntervalTier nor TextTier")
		return tier
	}
	name := g.take(label)
	at := g.ahead
	tier.Start, tier.End = g.bounds()
	declared := g.take(number)
	if g.lost {
		return tier
	}
	tier.Name = g.text(name)
	if strings.TrimSpace(tier.Name) == "" || names[tier.Name] {
		g.note(ruleName, name, "blank, or the name of an earlier tier")
	}
	names[tier.Name] = true
	if tier.Start < file.Start-rounding || tier.End > file.End+rounding {
		g.note(ruleTierOutside, at, "the tier reaches beyond the file's start or end")
	}

	check := sequence{textGrid: g, tier: &tier, covered: tier.Start, at: declared}
	for g.ahead.kind == number {
		g.item++
		at := g.ahead
		var i Interval
		i.Start = g.time()
		i.End = i.Start
		if !tier.Points {
			i.End = g.time()
		}
		text := g.take(label)
		if g.lost {
			return tier
		}
		i.Text = g.text(text)
		tier.Intervals = append(tier.Intervals, i)
		check.next(i, at)
	}
	g.item = -1
	what := "{interval is|intervals are} there"
	if tier.Points {
		what = "{point is|points are} there"
	}
	g.counted(declared, len(tier.Intervals), what)
	if !g.lost {
		check.finish()
	}
	return tier
}
