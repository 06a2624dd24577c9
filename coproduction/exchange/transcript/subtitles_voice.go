package transcript

import (
	"html"
	"regexp"
	"strings"

	"github.com/coproduction-lab/coproduction-go/coproduction/exchange"
)

// parseVTT reads WebVTT.
func (r *scripts) parseVTT(text cell) (p parsed) {
	head := text.text
	if i := indexLineEnd(head); i >= 0 {
		head = head[:i]
	}
	if aside(head) != vttHeader {
		r.ledger.report(ruleScriptForm, fileStart(), 0, "the file does not begin with WEBVTT")
		return p
	}
	cues, left := r.cues(text, true, &p.account)
	p.left = left
	r.utter(&p, cues, func(c cue) []uttered { return r.voiced(c, &p.account) })
	return p
}

// A vttPiece is text of a WebVTT cue between two changes of the voice.
type vttPiece struct {
	voice  string // "" where nobody is named
	opened bool   // by a tag, so that it counts also without a text
	text   string
}

// The bounds of a cue: what goes on beyond them is text.
const (
	maxTag    = 512            // bytes
	maxPieces = 4*maxTurns + 4 // with those of nobody between, more than a consultation holds
)

// vttPieces parts the text of a cue by its voices. A voice lasts until it is closed, or
// the cue ends; where it stands within another, that one goes on behind it. All other
// tags are taken out and accounted for, also times as <00:00.500>; what is none, as "<"
// before a blank, is text.
func vttPieces(text string, account *exchange.Loss) (all []vttPiece) {
	var said strings.Builder
	now := vttPiece{}
	finish := func(next vttPiece) {
		now.text = said.String()
		all, now = append(all, now), next
		said.Reset()
	}
	var open []string
	for text != "" {
		i := strings.IndexByte(text, '<')
		if i < 0 || len(all) == maxPieces {
			break
		}
		said.WriteString(text[:i])
		text = text[i:]
		end := strings.IndexByte(text[:min(len(text), maxTag)], '>')
		inside := text[1:min(len(text), maxTag)]
		if end >= 0 {
			inside = text[1:end]
		}
		name, isVoice := voiceOf(inside)
		switch {
		case isVoice && (end >= 0 || len(text) <= maxTag): // one that is not closed takes all that is left
			open = append(open, name)
			finish(vttPiece{voice: name, opened: true})
		case end < 0 || !isTag(inside):
			said.WriteByte('<')
			text = text[1:]
			continue
		case inside == "/v":
			outer := vttPiece{}
			if len(open) > 0 {
				open = open[:len(open)-1]
			}
			if len(open) > 0 {
				outer.voice = open[len(open)-1]
			}
			finish(outer)
		default:
			drop(account, kindOfTag(inside), 1)
		}
		if end < 0 {
			text = ""
			break
		}
		text = text[end+1:]
	}
	said.WriteString(text)
	finish(vttPiece{})
	return all
}

// voiceOf is the name in a tag that opens a voice: v, with classes, and a name.
func voiceOf(tag string) (name string, ok bool) {
	rest, ok := strings.CutPrefix(tag, "v")
	if !ok || rest != "" && !strings.ContainsRune(". \t\n", rune(rest[0])) {
		return "", false
	}
	if i := strings.IndexAny(rest, " \t\n"); i >= 0 {
		name = strings.Join(strings.Fields(html.UnescapeString(rest[i:])), " ")
	}
	return name, true
}

// timeTag is a time within the text of a cue.
var timeTag = regexp.MustCompile(`^(?:[0-9]+:)?[0-9]{1,2}:[0-9]{1,2}[.,][0-9]{1,3}$`)

// kindOfTag is what the account calls a tag that is no voice.
func kindOfTag(inside string) string {
	name := strings.TrimPrefix(inside, "/")
	switch {
	case timeTag.MatchString(name):
		return tagTime
	case name == "lang" || strings.HasPrefix(name, "lang.") || strings.HasPrefix(name, "lang "):
		return tagLanguage
	}
	return tagFormat
}

// isTag reports whether what stands between < and > is a tag: of a name, closing, empty, or
// a time.
func isTag(inside string) bool {
	inside = strings.TrimPrefix(inside, "/")
	if inside == "" {
		return true
	}
	c := inside[0] | 0x20
	return c >= 'a' && c <= 'z' || timeTag.MatchString(inside)
}

// voiced makes the utterances of a cue of WebVTT.
func (r *scripts) voiced(c cue, account *exchange.Loss) (all []uttered) {
	pieces := vttPieces(strings.Join(c.lines, "\n"), account)
	plain := func(text string) string { return plainText(text, account) }
	for _, piece := range pieces {
		if strings.TrimSpace(piece.text) == "" && !piece.opened {
			continue
		}
		if piece.voice == "" {
			nobodys := c
			nobodys.lines = strings.Split(strings.Trim(piece.text, "\n"), "\n")
			all = append(all, r.labelled(nobodys, plain)...)
			continue
		}
		said := plain(piece.text)
		if n := len(all); n > 0 && len(all[n-1].keys) > 0 && all[n-1].keys[0] == piece.voice {
			all[n-1].text += "\n" + said
		} else {
			all = append(all, c.uttered([]string{piece.voice}, said))
		}
	}
	return r.counted(c, all)
}
