package transcript

import (
	"regexp"
	"strconv"
	"strings"
)

// aTime is a time of a subtitle, as it may be written: with hours or without, and with more or
// fewer digits than the form has.
const aTime = `((?:[0-9]{1,4}:)?[0-9]{1,2}:[0-9]{1,2}(?:[.,][0-9]{1,9})?)`

// timing is the line with the times of a cue, and its settings behind them.
var timing = regexp.MustCompile(`^\s*` + aTime + `\s*-->\s*` + aTime + `((?:\s.*)?)$`)

// The times as the forms write them, but for the sign before the milliseconds.
var (
	timeOfSRT = regexp.MustCompile(`^[0-9]{2,}:[0-9]{2}:[0-9]{2}[.,][0-9]{3}$`)
	timeOfVTT = regexp.MustCompile(`^(?:[0-9]{2,}:)?[0-9]{2}:[0-9]{2}[.,][0-9]{3}$`)
)

// oddities says how a time is written otherwise than the form has it.
func oddities(time string, vtt bool) (odd []string) {
	sign, instead, form, as := ".", "{time has|times have} a dot before the milliseconds, where SRT has a comma", timeOfSRT, "hh:mm:ss,ttt"
	if vtt {
		sign, instead, form, as = ",", "{time has|times have} a comma before the milliseconds, where WebVTT has a dot", timeOfVTT, "mm:ss.ttt or hh:mm:ss.ttt"
	}
	if strings.Contains(time, sign) {
		odd = append(odd, instead)
	}
	if !form.MatchString(time) {
		odd = append(odd, "{time is|times are} not written with the digits of "+as+"; what follows the seconds was read as their fraction")
	}
	return odd
}

// clock reads a time in milliseconds; what is less than one is left out. It reports false
// where there are 60 minutes or seconds, or more.
func clock(text string) (ms int64, ok bool) {
	text = strings.Replace(text, ",", ".", 1)
	whole, fraction, _ := strings.Cut(text, ".")
	parts := strings.Split(whole, ":")
	for i, part := range parts {
		n, err := strconv.ParseInt(part, 10, 64)
		if err != nil || n > 59 && (i > 0 || len(parts) == 2) {
			return 0, false
		}
		ms = 60*ms + n
	}
	n, err := strconv.ParseInt((fraction + "000")[:3], 10, 64)
	return 1000*ms + n, err == nil
}

// times reads the line with the times of a cue. It returns the settings behind them.
func (r *scripts) times(c *cue, text cell, line string, vtt bool) (settings string) {
	m := timing.FindStringSubmatchIndex(line)
	if m == nil {
		c.changed = lossNoTimes
		r.ledger.count(ruleScriptCue, c.at, c.length, "{subtitle has|subtitles have} times that cannot be read")
		return ""
	}
	c.timed = true
	for i, to := range []*int64{&c.start, &c.end} {
		time := line[m[2*i+2]:m[2*i+3]]
		at, length := text.behind(c.at, line[:m[2*i+2]]), text.width(time)
		var ok bool
		if *to, ok = clock(time); !ok {
			c.timed, c.changed = false, lossNoTimes
			r.ledger.count(ruleScriptCue, at, length, "{subtitle has a time|subtitles have times} with 60 minutes or seconds, or more")
			break
		}
		for _, odd := range oddities(time, vtt) {
			r.ledger.count(ruleScriptStamp, at, length, odd)
		}
	}
	return line[m[6]:m[7]]
}
