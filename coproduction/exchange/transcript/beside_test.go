package transcript

import (
	"fmt"
	"maps"
	"slices"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/coproduction-lab/coproduction-go/coproduction/exchange"
)

// holdsAccount says what became of every kind of element of a file, and of no other.
func holdsAccount(t *testing.T, got imported, want map[string]exchange.Count) {
	t.Helper()
	require.Len(t, got.encounters, 1, "%v", got.findings)
	assert.Equal(t, slices.Sorted(maps.Keys(want)), got.loss.Elements())
	for element, count := range want {
		assert.True(t, count.Balanced(), element)
		assert.Equal(t, count, got.loss.Of(element), element)
	}
	assert.NotContains(t, got.loss.String(), "SECRET")
}

func kept(n int64) exchange.Count { return exchange.Count{Read: n, Kept: n} }
func changed(n int64, why string) exchange.Count {
	return exchange.Count{Read: n, Changed: map[string]int64{why: n}}
}
func dropped(n int64, why string) exchange.Count {
	return exchange.Count{Read: n, Dropped: map[string]int64{why: n}}
}

// A file with each element of the format: EAF 3.0, and CV_ENTRY of the versions before 2.8.
func TestAccountOfEveryElementOfELAN(t *testing.T) {
	doc := elanDoc{
		header: `<LICENSE LICENSE_URL="SECRET">SECRET</LICENSE><HEADER TIME_UNITS="milliseconds"><MEDIA_DESCRIPTOR/><MEDIA_DESCRIPTOR/><LINKED_FILE_DESCRIPTOR/>` +
			`<PROPERTY NAME="SECRET">SECRET</PROPERTY><PROPERTY/><PROPERTY/></HEADER>`,
		slots: slots(0, 1000, 2000),
		tiers: tierOf(`TIER_ID="Doctor" LINGUISTIC_TYPE_REF="speech" LANG_REF="dan"`, aligned("a", 0, 1, "one")) +
			tierOf(`TIER_ID="Patient" LINGUISTIC_TYPE_REF="speech" LANG_REF="no such"`, aligned("b", 1, 2, "two")) +
			tierOf(`TIER_ID="act" PARENT_REF="Doctor" LINGUISTIC_TYPE_REF="act"`, referring("c", "a", "ask")) +
			tierOf(`TIER_ID="gloss" PARENT_REF="Doctor" LINGUISTIC_TYPE_REF="gloss" LANG_REF="fra"`, referring("g", "a", "SECRET")),
		tail: `<LINGUISTIC_TYPE LINGUISTIC_TYPE_ID="speech"/><LINGUISTIC_TYPE LINGUISTIC_TYPE_ID="act" CONTROLLED_VOCABULARY_REF="acts"/><LINGUISTIC_TYPE LINGUISTIC_TYPE_ID="gloss"/><LINGUISTIC_TYPE LINGUISTIC_TYPE_ID="none"/>` +
			`<LOCALE LANGUAGE_CODE="SECRET"/><LANGUAGE LANG_ID="dan" LANG_DEF="dan"/><LANGUAGE LANG_ID="fra" LANG_DEF="fra"/><LANGUAGE LANG_ID="no such"/>` +
			`<CONSTRAINT STEREOTYPE="SECRET"/><CONSTRAINT/>` +
			`<CONTROLLED_VOCABULARY CV_ID="acts"><DESCRIPTION LANG_REF="dan">SECRET</DESCRIPTION>` +
			`<CV_ENTRY_ML CVE_ID="e1"><CVE_VALUE DESCRIPTION="question" LANG_REF="eng">ask</CVE_VALUE><CVE_VALUE LANG_REF="dan">SECRET</CVE_VALUE></CV_ENTRY_ML>` +
			`<CV_ENTRY_ML CVE_ID="e2"><CVE_VALUE LANG_REF="eng">SECRET</CVE_VALUE><CVE_VALUE LANG_REF="dan">SECRET</CVE_VALUE></CV_ENTRY_ML></CONTROLLED_VOCABULARY>` +
			`<CONTROLLED_VOCABULARY CV_ID="old"><CV_ENTRY DESCRIPTION="SECRET">SECRET</CV_ENTRY></CONTROLLED_VOCABULARY>` +
			`<LEXICON_REF LEX_REF_ID="SECRET"/><REF_LINK_SET LINK_SET_ID="l"><CROSS_REF_LINK REF1="a" REF2="b">SECRET</CROSS_REF_LINK><GROUP_REF_LINK REFS="a b"/></REF_LINK_SET>` +
			`<EXTERNAL_REF EXT_REF_ID="SECRET"/><EXTERNAL_REF/><SECRET/>`}
	for _, element := range slices.Concat(eafRead, slices.DeleteFunc(slices.Collect(maps.Keys(eafElements)), func(name string) bool { return name == otherElement })) {
		assert.Contains(t, doc.String(), "<"+element, "a case of each")
	}
	links := "links between annotations are not in the records"
	holdsAccount(t, readELAN(t, Script{}, doc), map[string]exchange.Count{
		"file": kept(1), "text": changed(1, lossLeftBehind), "utterance": kept(2), "code": kept(1), "definition": kept(1), "time slot": kept(3),
		"tier":                   {Read: 4, Kept: 2, Changed: map[string]int64{"codes": 1}, Dropped: map[string]int64{lossNoSpeechTier: 1}},
		"annotation":             dropped(1, "on a tier of "+lossNoSpeechTier),
		"LINGUISTIC_TYPE":        {Read: 4, Changed: map[string]int64{"says which tiers hold codes": 3}, Dropped: map[string]int64{"no tier is of it": 1}},
		"LANGUAGE":               {Read: 3, Changed: map[string]int64{"the language of turns": 1}, Dropped: map[string]int64{"nothing is said in it, or it is none that is known": 2}},
		"CONTROLLED_VOCABULARY":  {Read: 2, Changed: map[string]int64{"codes and their definitions": 1}, Dropped: map[string]int64{"no tier of codes refers to it": 1}},
		"vocabulary entry":       {Read: 3, Kept: 1, Dropped: map[string]int64{"no code is it": 2}},
		"vocabulary value":       {Read: 5, Kept: 1, Dropped: map[string]int64{"in another language": 1, "no code is it": 3}},
		"LICENSE":                dropped(1, "of the file, and not of the talk"),
		"MEDIA_DESCRIPTOR":       dropped(2, "recordings are not in the records"),
		"LINKED_FILE_DESCRIPTOR": dropped(1, "other files are not in the records"),
		"PROPERTY":               dropped(3, "a setting of the program"),
		"LOCALE":                 dropped(1, "a setting of the program"),
		"CONSTRAINT":             dropped(2, "says what tiers may hold in the program"),
		"DESCRIPTION":            dropped(1, "codes are defined one by one"),
		"LEXICON_REF":            dropped(1, "lexicons are not in the records"),
		"EXTERNAL_REF":           dropped(2, "what stands elsewhere is not in the records"),
		"REF_LINK_SET":           dropped(1, links), "CROSS_REF_LINK": dropped(1, links), "GROUP_REF_LINK": dropped(1, links),
		"element of another name": dropped(1, "none of ELAN's"),
	})
}

// A file with each header and dependent tier that the account knows, and one of each that
// it does not.
func TestAccountOfEveryLineOfCHAT(t *testing.T) {
	var b strings.Builder
	want := map[string]exchange.Count{"file": kept(1), "text": changed(1, lossLeftBehind), "utterance": kept(2), "code": kept(1), "definition": changed(1, lossUndefined)}
	const nothing, noCodes = "nothing that the records hold", "holds no codes"
	values := map[string]string{"ID": "eng|x|DOC|||||Doctor|||", "Participants": "DOC Doctor, PAT Patient", "Languages": "eng"}
	b.WriteString("@UTF8\n@Begin\n")
	for _, header := range chatHeaders {
		name := "header @" + header
		switch header {
		case "UTF8", "Begin", "End":
			want[name] = dropped(1, "frame of the file")
			continue
		case "ID", "Participants", "Languages":
			want[name] = changed(1, "who speaks, and in what language")
		default:
			want[name] = dropped(1, nothing)
		}
		if strings.HasSuffix(header, " of") {
			header += " PAT"
		}
		b.WriteString("@" + header + ":\t" + values[header] + "\n")
	}
	b.WriteString("@Birthday SECRET:\tSECRET\n@SECRET\n@Location SECRET:\tSECRET\n@Birth of DOC:\tSECRET\n*DOC:\ta .\n")
	want["header of another name"] = dropped(3, nothing)
	want["header @Birth of"] = dropped(2, nothing)
	for _, tier := range chatTiers {
		b.WriteString("%" + tier + ":\task\n")
		want["dependent tier %"+tier] = dropped(1, noCodes)
	}
	b.WriteString("%xSECRET:\tSECRET\n%xact:\tSECRET\n%SECRET:\tSECRET\n*PAT:\tb .\n@End\n")
	want["dependent tier %cod"] = changed(1, "codes")
	want["dependent tier %x, of the researchers' own"] = dropped(2, noCodes)
	want["dependent tier of another name"] = dropped(1, noCodes)
	holdsAccount(t, importAll(t, Script{Options: exchange.Options{ID: keyed}, Form: CHAT}, inMemory("visit.cha", b.String())), want)
}

// A header about somebody has a place in the records where that one speaks, and has a role; the
// language of the file, where something is said in it.
func TestHeadersOfWhoSpeaks(t *testing.T) {
	const head = "@UTF8\n@Begin\n@Languages:\tdan, fra\n@Participants:\tPAT Patient, SEC Visitor, NUR Nurse\n@ID:\t%s|x|PAT|||||Patient|||\n@ID:\t%[1]s|x|SEC|||||Visitor|||\n@ID:\tdan|x|NUR|||||Nurse|||\n@ID:\tx\n"
	const talk = "*PAT:\ta .\n*SEC:\tb .\n@End\n"
	read := func(language string) imported {
		return importAll(t, Script{Options: exchange.Options{ID: keyed}, Form: CHAT}, inMemory("visit.cha", fmt.Sprintf(head, language)+talk))
	}
	const speaks = "who speaks, and in what language"
	for language, want := range map[string]exchange.Count{"dan": changed(1, speaks), "fra": changed(1, speaks), "eng": dropped(1, lossUnspoken)} {
		got := read(language)
		require.Len(t, got.encounters, 1)
		assert.Equal(t, exchange.Count{Read: 4, Changed: map[string]int64{speaks: 1}, Dropped: map[string]int64{"of nobody who speaks and has a role": 3}}, got.loss.Of("header @ID"), language)
		assert.Equal(t, want, got.loss.Of("header @Languages"), language)
		assert.Equal(t, changed(1, speaks), got.loss.Of("header @Participants"), language)
	}
	unknown := importAll(t, Script{Options: exchange.Options{ID: keyed}, Form: CHAT}, inMemory("visit.cha", "@UTF8\n@Begin\n@Languages:\tno language\n*PAT:\ta .\n@End\n"))
	require.Len(t, unknown.encounters, 1)
	assert.Equal(t, dropped(1, lossUnspoken), unknown.loss.Of("header @Languages"), "what names no language is none that is spoken, where none is known")
	refused := importAll(t, Script{Options: exchange.Options{ID: keyed}, Form: CHAT}, inMemory("visit.cha", fmt.Sprintf(head, "dan")+"*SEC:\tb .\n@End\n"))
	assert.Equal(t, dropped(4, lossRefused), refused.loss.Of("header @ID"))
	assert.Equal(t, dropped(1, lossRefused), refused.loss.Of("header @Languages"))
}

// A tier of codes, and a tier of speech, has the fate of what is said: nothing of it is in the
// records where the speaker has no role.
func TestTiersOfStrangers(t *testing.T) {
	got := importAll(t, Script{Options: exchange.Options{ID: keyed}, Form: CHAT}, inMemory("visit.cha",
		"@UTF8\n@Begin\n*PAT:\ta .\n%cod:\task\n*SEC:\tb .\n%cod:\task tell\n%cod:\tlist\n@End\n"))
	require.Len(t, got.encounters, 1)
	assert.Equal(t, exchange.Count{Read: 3, Changed: map[string]int64{"codes": 1}, Dropped: map[string]int64{lossNoTurn: 2}}, got.loss.Of("dependent tier %cod"))
	assert.Equal(t, exchange.Count{Read: 4, Kept: 1, Dropped: map[string]int64{lossNoTurn: 3}}, got.loss.Of("code"))

	elan := readELAN(t, Script{SpeechTiers: []string{"speech"}}, elanDoc{slots: slots(0, 1000, 2000, 3000),
		tiers: tierOf(`TIER_ID="Patient" LINGUISTIC_TYPE_REF="speech"`, aligned("a", 0, 1, "one")) +
			tierOf(`TIER_ID="SECRET" LINGUISTIC_TYPE_REF="speech"`, aligned("b", 1, 2, "two")) +
			tierOf(`LINGUISTIC_TYPE_REF="speech"`, aligned("c", 2, 3, "three"))})
	require.Len(t, elan.encounters, 1)
	assert.Equal(t, exchange.Count{Read: 3, Kept: 1, Dropped: map[string]int64{lossStranger: 1, lossUnnamed: 1}}, elan.loss.Of("tier"))
}

// What stands beside what is said in subtitles.
func TestAccountOfEveryPieceOfSubtitles(t *testing.T) {
	spoken := map[string]exchange.Count{"file": kept(1), "text": changed(1, lossLeftBehind)}
	for form, tt := range map[Form]struct {
		text string
		want map[string]exchange.Count
	}{
		WebVTT: {"WEBVTT SECRET\nX-TIMESTAMP-MAP=LOCAL:00:00:00.000,MPEGTS:900000\nKind: SECRET\nLanguage: SECRET\n\nNOTE SECRET\nSECRET\n\nNOTE\nSECRET\n\nSTYLE\n::cue {}\n\nREGION\nid:SECRET\n\n" +
			"SECRET\n00:00.000 --> 00:01.000 align:start line:0 position:10%\n<v Doctor>a <b>b</b> <c.SECRET>c</c> <00:00.500>d</v>\n\n" +
			"00:01.000 --> 00:02.000 region:SECRET\n<v Patient><lang en-GB>a</lang> {\\an8}b <ruby>c<rt>d</rt></ruby>\n\n2\n00:02.000 --> 00:03.000\n<i>SECRET</i>\n",
			map[string]exchange.Count{
				"utterance":     {Read: 3, Kept: 2, Dropped: map[string]int64{lossUnnamed: 1}},
				"WEBVTT header": dropped(1, "says what the file is"), "header X-TIMESTAMP-MAP": dropped(1, "says where the recording lies in a broadcast; times are those of the file"),
				"header of another name": dropped(2, "nothing that the records hold"),
				"NOTE":                   dropped(2, "nobody says it"), "STYLE": dropped(1, "says how a text looks"), "REGION": dropped(1, "says where a text stands"),
				"cue identifier": dropped(2, "turns are told apart by their order"), "cue setting": dropped(4, "says where a text stands"),
				"formatting tag": dropped(11, "says how a text looks"), // b, c, ruby, rt and i open and close, and {\an8}
				"time tag":       dropped(1, "parts an utterance, which has one time"),
				"language tag":   dropped(2, "is of some words of an utterance, which has one language"),
			}},
		SRT: {"1\n00:00:00,000 --> 00:00:01,000 X1:40 X2:600 Y1:20 Y2:50\nDoctor: <i>a</i>\n<font color=\"SECRET\">b</font>\n\n2\n00:00:01,000 --> 00:00:02,000\n{\\an8}Patient: 1 < 2 &amp; {c}\n",
			map[string]exchange.Count{
				"utterance": kept(2), "cue identifier": dropped(2, "turns are told apart by their order"),
				"cue setting": dropped(4, "says where a text stands"), "formatting tag": dropped(5, "says how a text looks"),
			}},
	} {
		maps.Copy(tt.want, spoken)
		holdsAccount(t, importAll(t, Script{Options: exchange.Options{ID: keyed}, Form: form}, inMemory("visit", tt.text)), tt.want)
	}
}

// What is beside the talk of a file that is refused is left behind with it.
func TestAccountOfWhatIsRefused(t *testing.T) {
	got := importAll(t, Script{Options: exchange.Options{ID: keyed}, Form: WebVTT}, inMemory("visit.vtt", "WEBVTT\n\nNOTE SECRET\n\n00:00.000 --> 00:01.000 line:0\n<v SECRET>a <b>b</b>\n"))
	assert.Empty(t, got.encounters)
	for element, n := range map[string]int64{"NOTE": 1, "cue setting": 1, "formatting tag": 2} {
		assert.Equal(t, dropped(n, lossRefused), got.loss.Of(element), element)
	}
}
