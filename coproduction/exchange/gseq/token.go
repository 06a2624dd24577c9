package gseq

import "strings"

// space passes white space and comments.
func (p *parser) space() {
	for p.err == nil && p.at < len(p.text) {
		switch p.text[p.at] {
		case ' ', '\t', '\r', '\n':
			p.at++
		case '%':
			length := strings.IndexAny(p.text[p.at+1:], "%\n")
			if length < 0 || p.text[p.at+1+length] == '\n' {
				p.fail(p.at, "a comment that no percent sign ends on its line")
				return
			}
			p.comments = append(p.comments, strings.TrimSpace(p.text[p.at+1:p.at+1+length]))
			p.at += length + 2
		default:
			return
		}
	}
}

// next reports whether that character comes next, and passes it.
func (p *parser) next(c byte) bool {
	p.space()
	if p.err != nil || p.at == len(p.text) || p.text[p.at] != c {
		return false
	}
	p.at++
	return true
}

func (p *parser) need(c byte, detail string) {
	if !p.next(c) {
		p.fail(p.at, detail)
	}
}

// word returns the letters, digits and low lines that come next; empty where there are none.
func (p *parser) word() string {
	p.space()
	start := p.at
	for p.err == nil && p.at < len(p.text) && IsName("x"+p.text[p.at:p.at+1]) {
		p.at++
	}
	return p.text[start:p.at]
}

// name is a word that can be a name.
func (p *parser) name(what string) string {
	p.space()
	start := p.at
	word := p.word()
	if !IsName(word) {
		p.fail(start, "no "+what+": a letter, then letters, digits and low lines, 16 at most")
	}
	return word
}

// newName is a name that no code and no set has so far.
func (p *parser) newName(what string) string {
	p.space()
	start := p.at
	name := p.name(what)
	if p.declared["="+strings.ToLower(name)] {
		p.fail(start, "a name that is declared already, or that differs from one in case alone")
	}
	p.declared["="+strings.ToLower(name)] = true
	return name
}

// label is what stands between angle brackets.
func (p *parser) label() string {
	p.need('<', "no label in angle brackets")
	length := strings.IndexAny(p.text[p.at:], "<>\n%;/")
	if p.err == nil && (length < 0 || p.text[p.at+length] != '>') {
		p.fail(p.at, "a label that is not closed on its line")
	}
	if p.err != nil {
		return ""
	}
	label := p.text[p.at : p.at+length]
	p.at += length + 1
	return label
}

// time is a number of seconds with up to three decimals, in milliseconds.
func (p *parser) time() (ms int64) {
	p.space()
	start, decimals := p.at, -1
	for ; p.err == nil && p.at < len(p.text); p.at++ {
		c := p.text[p.at]
		if c == '.' && decimals < 0 && p.at > start {
			decimals = 0
			continue
		}
		if c < '0' || c > '9' {
			break
		}
		if ms = ms*10 + int64(c-'0'); decimals >= 0 {
			decimals++
		}
		if p.at-start > 12 || decimals > 3 {
			break
		}
	}
	if p.at == start || p.at-start > 12 || decimals == 0 || decimals > 3 {
		p.fail(start, "no time: seconds, with three decimals at most")
	}
	for range 3 - max(decimals, 0) {
		ms *= 10
	}
	return ms
}
