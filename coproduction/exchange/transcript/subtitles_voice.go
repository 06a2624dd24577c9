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
	r.utter(&p, cues, func(c cue) []uttered { return r.voiced(c, text, &p.account) })
	return p
}

// A vttPiece is text of a WebVTT cue between two changes of the voice.
type vttPiece struct {
	voice  string // "" where nobody is named
	opened bool   // by a tag, so that it counts also without a text
	text   string

	unclosed bool // by >, so that its name is not known; what follows it is of nobody known
	at       int  // where such a tag stands in the text of the cue
}

// The bounds of a cue: what goes on beyond them is text.
const (
	maxTag    = 512            // bytes
	maxPieces = 4*maxTurns + 4 // with those of nobody between, more than a consultation holds
)

// vttPieces parts the text of a cue by its voices. A voice lasts until it is closed, or
// the cue ends; where it stands within another, that one goes on behind it. Of one whose tag
// is not closed nothing is known. All other
// tags are taken out and accounted for, also times as <00:00.500>; what is none, as "<"
// before a blank, is text.
func vttPieces(text string, account *exchange.Loss) (all []vttPiece) {
	var said strings.Builder
	now, whole := vttPiece{}, len(text)
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
		case isVoice && (end < 0 || strings.Contains(inside, "<")): // what follows, up to the next tag, may be name or talk
			open = append(open, "")
			finish(vttPiece{opened: true, unclosed: true, at: whole - len(text)})
			if end = strings.IndexByte(text[1:], '<'); end >= 0 {
				text = text[1+end:]
				continue
			}
		case isVoice:
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
func (r *scripts) voiced(c cue, text cell, account *exchange.Loss) (all []uttered) {
	joined := strings.Join(c.lines, "\n")
	var first place // of a tag that is not closed
	plain := func(text string) string { return plainText(text, account) }
	for _, piece := range vttPieces(joined, account) {
		if strings.TrimSpace(piece.text) == "" && !piece.opened {
			continue
		}
		if piece.unclosed {
			if first.line == 0 {
				first = c.place(text, joined, piece.at)
			}
			r.ledger.count(ruleScriptVoice, first, text.width("<v"), "{tag of a voice is|tags of voices are} not closed by >, so that the name cannot be told from what is said")
			all = append(all, c.uttered(nil, ""))
			all[len(all)-1].unread = true
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

// place is where something stands in the text of the cue.
func (c cue) place(of cell, said string, at int) place {
	line := strings.Count(said[:at], "\n")
	return of.behind(c.places[line], said[strings.LastIndexByte(said[:at], '\n')+1:at])
}
