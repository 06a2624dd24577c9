package transcript

import (
	"maps"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"unicode"
)

// A chatReading is the reading of one CHAT file.
type chatReading struct {
	*scripts
	text      cell
	tiers     []string // dependent tiers with codes, without %
	roles     map[string]string
	languages map[string]string
	first     string // language of the file
	begun     bool
	ended     bool
	behind    place // of the first line behind @End
	nobodys   bool  // the tiers that follow belong to no utterance: that could not be read
	p         parsed
}

// parseCHAT reads a transcript in CHAT: headers (@), utterances (*) and dependent tiers
// (%), each going on in lines that begin with a tab.
//
// Words are what is spoken: the items of the main line but for punctuation and
// terminators, pauses as (.) and (1.5), events and fragments that begin with &, omitted
// words that begin with 0, the unintelligible xxx, yyy and www, and what stands in
// square brackets. Retraced and repeated words were spoken, and count.
func (r *scripts) parseCHAT(text cell) parsed {
	c := &chatReading{scripts: r, text: text, tiers: r.CodeTiers, roles: map[string]string{}, languages: map[string]string{}}
	if c.tiers == nil {
		c.tiers = []string{"cod"}
	}
	var line strings.Builder
	var at place
	flush := func() {
		if line.Len() > 0 {
			c.line(line.String(), at)
		}
		line.Reset()
	}
	text.eachLine(func(piece string, where place) {
		if rest, ok := strings.CutPrefix(piece, "\t"); ok && line.Len() > 0 {
			line.WriteString(" " + rest)
			return
		}
		flush()
		if strings.TrimSpace(piece) != "" {
			line.WriteString(piece)
			at = where
		}
	})
	flush()
	if n := len(c.p.uttered); n > maxTurns {
		last := c.p.uttered[n-1]
		r.ledger.report(ruleTooLong, last.at, last.length, "more utterances than an encounter holds")
	}
	spoke := map[string]bool{}
	for i := range c.p.uttered { // a header may come later than the talk
		if u := &c.p.uttered[i]; len(u.keys) > 0 {
			u.role = c.roles[u.keys[0]]
			spoke[u.keys[0]] = true
		}
	}
	for _, code := range slices.Sorted(maps.Keys(c.roles)) {
		if spoke[code] {
			continue
		}
		if len(c.p.silent) == maxPresent {
			c.p.untold.heard() // nobody looks at so many
			break
		}
		c.p.silent = append(c.p.silent, uttered{keys: []string{code}, role: c.roles[code]})
	}
	switch {
	case !c.begun && len(c.p.uttered) == 0:
		r.ledger.report(ruleScriptForm, fileStart(), 0, "no @Begin and no utterance, as CHAT has them")
	case !c.begun:
		r.ledger.report(ruleScriptEnd, fileStart(), 0, "there is no @Begin")
	case !c.ended:
		r.ledger.report(ruleScriptEnd, at, 0, "there is no @End")
	case c.behind.line > 0:
		r.ledger.report(ruleScriptEnd, c.behind, 0, "lines follow @End; they were read with those above")
	}
	return c.p
}

// line takes in one line with its continuations.
func (c *chatReading) line(line string, at place) {
	name, rest, parted := strings.Cut(line, ":")
	rest = strings.TrimSpace(rest)
	length := c.text.width(name)
	if c.ended && c.behind.line == 0 {
		c.behind = at
	}
	switch {
	case line[0] == '@':
		if isPersonal(name) && rest != "" {
			c.ledger.count(ruleScriptPrivacy, at, length, "{header tells|headers tell} who made the transcript, or whom it is about")
		}
		c.header(name, line, rest, at, length)
	case line[0] == '*' && parted:
		c.nobodys = len(c.p.uttered) > maxTurns
		if !c.nobodys {
			c.utterance(name[1:], rest, at, length)
		}
	case line[0] == '%' && parted:
		c.dependent(name[1:], rest, at, length)
	default:
		c.nobodys = true
		c.p.left++
		c.ledger.count(ruleScriptLine, at, c.text.width(line), "{line is|lines are} none of CHAT")
	}
}

// header takes in a header. Of most nothing has a place in the records.
func (c *chatReading) header(name, line, rest string, at place, length int) {
	element := headerElement(name)
	c.p.account.Read(element, 1)
	switch name {
	case "@UTF8", "@Begin", "@End":
		c.p.account.Drop(element, "frame of the file", 1)
	case "@Participants":
		c.p.account.Change(element, lossWhoSpeaks, 1)
	case "@Languages", "@ID": // known once it is told whose the talk is
	default:
		c.p.account.Drop(element, "nothing that the records hold", 1)
	}
	switch name {
	case "@Languages":
		c.p.languages = append(c.p.languages, rest)
		c.first, _, _ = strings.Cut(rest, ",")
		c.first = strings.TrimSpace(c.first)
	case "@Participants":
		for entry := range strings.SplitSeq(rest, ",") { // CODE [Name] Role
			words := strings.Fields(entry)
			if len(words) > 1 {
				c.roles[words[0]] = words[len(words)-1]
			}
			if len(words) > 2 {
				c.ledger.count(ruleScriptPrivacy, at, length, "{header tells|headers tell} who made the transcript, or whom it is about")
			}
		}
	case "@ID":
		c.p.ids = append(c.p.ids, "")
		if fields := strings.Split(rest, "|"); len(fields) > 7 { // language|corpus|code|age|sex|group|ses|role|…
			code := strings.TrimSpace(fields[2])
			c.p.ids[len(c.p.ids)-1] = code
			language, _, _ := strings.Cut(fields[0], ",")
			c.languages[code] = strings.TrimSpace(language)
			if role := strings.TrimSpace(fields[7]); role != "" {
				c.roles[code] = role
			}
		}
	}
	switch strings.TrimSpace(line) {
	case "@Begin":
		c.begun = true
	case "@End":
		c.ended = true
	}
}

// bulletMark stands before and behind a time stamp.
const bulletMark = "\u0015"

// bullet is a time stamp between two marks.
var bullet = regexp.MustCompile("\u0015[^\u0015]*?([0-9]+)_([0-9]+)-?\u0015")

// anyBullet is what stands between two marks, a time stamp or none.
var anyBullet = regexp.MustCompile("\u0015[^\u0015]*\u0015")

func (c *chatReading) utterance(code, text string, at place, length int) {
	u := uttered{at: at, length: length, language: languageOf(c.languages[code])}
	if code != "" {
		u.keys = []string{code}
	}
	if u.language == "" {
		u.language = languageOf(c.first)
	}
	all := bullet.FindAllStringSubmatch(text, -1)
	if all != nil {
		var err, err2 error
		u.start, err = strconv.ParseInt(all[0][1], 10, 64)
		u.end, err2 = strconv.ParseInt(all[len(all)-1][2], 10, 64)
		u.timed = err == nil && err2 == nil
	}
	if strings.Count(text, bulletMark) != 2*len(all) || all != nil && !u.timed {
		c.ledger.count(ruleScriptTimes, at, length, "{utterance has|utterances have} a time stamp that cannot be read")
		u.changed = lossNoTimes
	}
	text = strings.TrimSpace(anyBullet.ReplaceAllString(text, ""))
	if inside, rest, ok := strings.Cut(strings.TrimPrefix(text, "[- "), "]"); ok && strings.HasPrefix(text, "[- ") {
		if other := languageOf(strings.TrimSpace(inside)); other != "" {
			u.language = other
		}
		text = strings.TrimSpace(rest)
	}
	u.text, u.words = text, chatWords(text)
	c.ledger.unparted(text, at, length, "utterance")
	c.p.uttered = append(c.p.uttered, u)
}

// dependent takes in a tier that belongs to the utterance above. Where codes have a
// scope before them, as <w1-2>, they are of some of its words only.
func (c *chatReading) dependent(tier, text string, at place, length int) {
	c.met[tier] = true
	account, element := &c.p.account, tierElement(tier)
	account.Read(element, 1)
	n := len(c.p.uttered)
	if c.nobodys {
		n = 0
	}
	switch {
	case !slices.Contains(c.tiers, tier):
		account.Drop(element, "holds no codes", 1)
		return
	case n == 0:
		c.ledger.count(ruleScriptRef, at, length, "{code belongs|codes belong} to no utterance")
		account.Drop(element, lossNobodys, 1)
		return
	}
	u := &c.p.uttered[n-1]
	u.tiers = append(u.tiers, element)
	text = anyBullet.ReplaceAllString(text, "")
	for text = strings.TrimSpace(text); text != ""; text = strings.TrimSpace(text) {
		if scope := codeScope.FindString(text); scope != "" {
			c.ledger.count(ruleScriptScope, at, length, "{code is|codes are} about some words of an utterance; {it was|they were} given to the whole")
			text = text[len(scope):]
			continue
		}
		code := text
		if i := strings.IndexFunc(text, unicode.IsSpace); i >= 0 {
			code = text[:i]
		}
		text = text[len(code):]
		u.codes = append(u.codes, c.given(codeName{tier, code}, "", 1))
	}
}

// codeScope says which words of the utterance the codes behind it are about.
var codeScope = regexp.MustCompile(`^<[^<>]*>`)
