package transcript

import (
	"html"
	"regexp"
	"strings"

	"github.com/coproduction-lab/coproduction-go/coproduction/exchange"
)

// What stands in subtitles beside what is said, as the account calls it.
const (
	vttHeader   = "WEBVTT header"
	vttClockMap = "header X-TIMESTAMP-MAP"
	vttMetadata = "header of another name"
	vttNote     = "NOTE"
	vttStyle    = "STYLE"
	vttRegion   = "REGION"
	cueName     = "cue identifier"
	cueSetting  = "cue setting"
	tagFormat   = "formatting tag"
	tagTime     = "time tag"
	tagLanguage = "language tag"
)

// beside says why each of them is left behind.
var beside = map[string]string{
	vttHeader:   "says what the file is",
	vttClockMap: "says where the recording lies in a broadcast; times are those of the file",
	vttMetadata: "nothing that the records hold",
	vttNote:     "nobody says it",
	vttStyle:    "says how a text looks",
	vttRegion:   "says where a text stands",
	cueName:     "turns are told apart by their order",
	cueSetting:  "says where a text stands",
	tagFormat:   "says how a text looks",
	tagTime:     "parts an utterance, which has one time",
	tagLanguage: "is of some words of an utterance, which has one language",
}

// drop accounts for n of what stands beside what is said.
func drop(account *exchange.Loss, element string, n int) {
	account.Read(element, n)
	account.Drop(element, beside[element], n)
}

// aside says which block of WebVTT begins with a line, where it is none of a cue; "" where
// it may be one.
func aside(line string) string {
	for word, element := range map[string]string{"NOTE": vttNote, "STYLE": vttStyle, "REGION": vttRegion, "WEBVTT": vttHeader} {
		if rest, ok := strings.CutPrefix(line, word); ok && (rest == "" || rest[0] == ' ' || rest[0] == '\t') {
			return element
		}
	}
	return ""
}

// headerOfVTT accounts for the lines of the header.
func headerOfVTT(block []string, account *exchange.Loss) {
	drop(account, vttHeader, 1)
	for _, line := range block[1:] {
		if strings.HasPrefix(line, "X-TIMESTAMP-MAP=") {
			drop(account, vttClockMap, 1)
		} else {
			drop(account, vttMetadata, 1)
		}
	}
}

var (
	markup   = regexp.MustCompile(`</?[A-Za-z][^<>]*>`)
	override = regexp.MustCompile(`\{\\[^}]*\}`) // of Advanced SubStation, left by converters
)

// plainMarkup takes out what says how a text looks.
func plainMarkup(text string, account *exchange.Loss) string {
	return plainText(takeOut(text, markup, account), account)
}

// plainText takes out what converters leave, and puts characters for what stands for them.
func plainText(text string, account *exchange.Loss) string {
	return html.UnescapeString(takeOut(text, override, account))
}

// takeOut takes tags out of a text.
func takeOut(text string, tags *regexp.Regexp, account *exchange.Loss) string {
	return tags.ReplaceAllStringFunc(text, func(string) string {
		drop(account, tagFormat, 1)
		return ""
	})
}
