package transcript

import (
	"regexp"
	"slices"
	"strings"

	"github.com/coproduction-lab/coproduction-go/coproduction/exchange"
)

// A cue is a subtitle with its times, before anybody has asked who speaks.
type cue struct {
	start, end int64
	timed      bool
	changed    string // why it has no times
	lines      []string
	places     []place // of the lines
	at         place   // of its times
	length     int
}

// uttered is what somebody says in the cue.
func (c cue) uttered(keys []string, text string) uttered {
	return uttered{keys: keys, start: c.start, end: c.end, timed: c.timed, changed: c.changed, text: text, at: c.at, length: c.length}
}

// cues reads the blocks of a file, parted by blank lines or, as WebVTT says, by the times
// of the next subtitle. What stands beside the text is accounted for; a block without times,
// that is neither the header of WebVTT nor a note, could not be read.
func (r *scripts) cues(text cell, vtt bool, account *exchange.Loss) (all []cue, left int) {
	var block []string
	var at []place
	header := vtt
	timed := false // the block has its times
	finish := func() {
		if len(block) > 0 {
			switch kind := aside(block[0]); {
			case header:
				headerOfVTT(block, account)
			case vtt && kind != "" && !isTimed(block):
				drop(account, kind, 1)
			default:
				if c, ok := r.cue(text, block, at, vtt, account); ok {
					all = append(all, c)
				} else {
					left++
				}
			}
			header = false
		}
		block, at, timed = nil, nil, false
	}
	text.eachLine(func(line string, where place) {
		if strings.TrimSpace(line) == "" {
			finish()
			return
		}
		if strings.Contains(line, "-->") {
			if n := len(block); n > 0 && (header || timed || n > 1) {
				number, numberAt := "", where // the last line is the number of the next subtitle
				if !vtt && n > 1 && counter.MatchString(block[n-1]) {
					number, numberAt = block[n-1], at[n-1]
					block, at = block[:n-1], at[:n-1]
				}
				if !header {
					r.ledger.count(ruleScriptCue, where, text.width(line), "{subtitle begins|subtitles begin} without a blank line above")
				}
				finish()
				if number != "" {
					block, at = []string{number}, []place{numberAt}
				}
			}
			timed = true
		}
		block, at = append(block, line), append(at, where)
	})
	finish()
	return all, left
}

// counter is the number of a subtitle of SRT.
var counter = regexp.MustCompile(`^\s*[0-9]+\s*$`)

// isTimed reports whether a block has times, which stand in its first line or, below the
// name or number of the cue, in its second.
func isTimed(block []string) bool {
	return slices.ContainsFunc(block[:min(2, len(block))], func(line string) bool { return strings.Contains(line, "-->") })
}

// cue reads one block.
func (r *scripts) cue(text cell, block []string, at []place, vtt bool, account *exchange.Loss) (cue, bool) {
	for i, line := range block[:min(2, len(block))] {
		if !strings.Contains(line, "-->") {
			continue
		}
		c := cue{lines: block[i+1:], places: at[i+1:], at: at[i], length: text.width(line)}
		drop(account, cueSetting, len(strings.Fields(r.times(&c, text, line, vtt))))
		drop(account, cueName, i)
		if len(c.lines) == 0 {
			r.ledger.count(ruleScriptCue, at[i], c.length, "{subtitle holds|subtitles hold} no text")
		}
		return c, true
	}
	r.ledger.count(ruleScriptCue, at[0], text.width(block[0]), "{block of text has|blocks of text have} no times")
	return cue{}, false
}

// parseSRT reads SubRip subtitles. Who speaks is said by a label before the text.
func (r *scripts) parseSRT(text cell) (p parsed) {
	cues, left := r.cues(text, false, &p.account)
	if p.left = left; len(cues) == 0 {
		r.ledger.report(ruleScriptForm, fileStart(), 0, "no subtitle with times, as SRT has them")
	}
	r.utter(&p, cues, func(c cue) []uttered {
		return r.labelled(c, func(text string) string { return plainMarkup(text, &p.account) })
	})
	return p
}

// utter makes utterances of subtitles, up to one more than an encounter holds.
func (r *scripts) utter(p *parsed, cues []cue, of func(cue) []uttered) {
	for _, c := range cues {
		if p.uttered = append(p.uttered, of(c)...); len(p.uttered) > maxTurns {
			r.ledger.report(ruleTooLong, c.at, c.length, "more utterances than an encounter holds")
			return
		}
	}
}

// labelled parts a cue at the labels of its lines, and at the dashes that begin what
// somebody else says.
func (r *scripts) labelled(c cue, plain func(string) string) (all []uttered) {
	for _, line := range c.lines {
		line = strings.TrimSpace(plain(line))
		bare, dashed := undashed(line)
		line = bare
		var keys []string
		for y := range layouts {
			if l, ok := y.cut(line, r.Roles); ok {
				keys, line = []string{l.label}, l.talk
				break
			}
		}
		if n := len(all); n > 0 && (keys == nil && !dashed || keys != nil && all[n-1].keys != nil && all[n-1].keys[0] == keys[0]) {
			all[n-1].text += "\n" + line
			continue
		}
		all = append(all, c.uttered(keys, line))
	}
	return r.counted(c, all)
}

// counted counts the words of what is said in a cue; where nothing is, nobody says it.
func (r *scripts) counted(c cue, all []uttered) []uttered {
	if len(all) == 0 {
		all = append(all, c.uttered(nil, ""))
	}
	for i := range all {
		u := &all[i]
		u.words = CountWords(u.text, r.Tags...)
		r.ledger.unparted(u.text, u.at, u.length, "utterance")
	}
	return all
}

// undashed takes off the dash with which what somebody says begins; one before a digit
// is a minus.
func undashed(line string) (bare string, dashed bool) {
	for _, dash := range []string{"-", "‐", "–", "—"} {
		if rest, ok := strings.CutPrefix(line, dash); ok && (rest == "" || !isDigit(rest[0]) && !strings.HasPrefix(rest, dash)) {
			return strings.TrimSpace(rest), true
		}
	}
	return line, false
}
