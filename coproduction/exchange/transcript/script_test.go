package transcript

import (
	"encoding/json"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/coproduction-lab/coproduction-go/coproduction/exchange"
	"github.com/coproduction-lab/coproduction-go/coproduction/internal/shareddata"
	"github.com/coproduction-lab/coproduction-go/encounter"
	"github.com/coproduction-lab/coproduction-go/schema"
)

// Synthetic transcripts with ⟦rule⟧ where the finding must be.
var scriptMarked = []struct {
	name string
	form Form
	text string
}{
	{"chat", CHAT, "@UTF8\n@Begin\n@Participants:\tDOC Doctor, PAT Patient\n*DOC:\thow are you ? \u00150_900\u0015\n*PAT:\tfine .\n@End\n"},
	{"chat without an end", CHAT, "@Begin\n*DOC:\thi .\n⟦script-end⟧*PAT:\thi .\n"},
	{"chat without a beginning", CHAT, "⟦script-end⟧*DOC:\thi .\n*PAT:\thi .\n@End\n"},
	{"chat, a strange line", CHAT, "@Begin\n*DOC:\thi .\n⟦script-line⟧SECRET\n*PAT:\thi .\n@End\n"},
	{"chat, a speaker without a role", CHAT, "@Begin\n*DOC:\thi .\n⟦script-speaker⟧*XYZ:\tSECRET .\n*PAT:\thi .\n@End\n"},
	{"chat, nobody has a role", CHAT, "⟦script-nobody⟧@Begin\n⟦script-speaker⟧*CHI:\tSECRET .\n@End\n"},
	{"chat, no patient", CHAT, "⟦transcript-one-patient⟧@Begin\n*DOC:\thi .\n@End\n"},
	{"chat, backwards", CHAT, "@Begin\n⟦script-times⟧*DOC:\thi . \u0015900_100\u0015\n*PAT:\thi .\n@End\n"},
	{"chat, out of order", CHAT, "@Begin\n*DOC:\thi . \u0015900_1000\u0015\n⟦script-order⟧*PAT:\thi . \u0015100_200\u0015\n@End\n"},
	{"chat, twice at once", CHAT, "@Begin\n*DOC:\thi . \u00150_900\u0015\n⟦script-overlap⟧*DOC:\thi . \u0015500_1000\u0015\n*PAT:\thi . \u00152000_3000\u0015\n@End\n"},
	{"no chat", CHAT, "⟦script-form⟧⟦script-line⟧hello"},
	{"vtt", WebVTT, "WEBVTT\n\n00:00.000 --> 00:01.500\n<v Doctor>how are you?</v>\n\n2\n00:02.000 --> 01:00:03.000 align:start\n<v.loud Patient>fine &amp; well\n"},
	{"vtt, notes", WebVTT, "WEBVTT a title\n\nNOTE SECRET\nmore\n\nSTYLE\n::cue {}\n\n00:00.000 --> 00:01.000\n<v Doctor>a\n\n00:01.000 --> 00:02.000\n<v Patient>b\n"},
	{"no vtt", WebVTT, "⟦script-form⟧00:00.000 --> 00:01.500\n<v Doctor>a\n"},
	{"vtt, no times", WebVTT, "WEBVTT\n\n⟦script-cue⟧SECRET\n\n00:00.000 --> 00:01.000\n<v Doctor>a\n\n00:01.000 --> 00:02.000\n<v Patient>b\n"},
	{"vtt, times that are none", WebVTT, "WEBVTT\n\n⟦script-cue⟧00:99.000 --> 00:01.500\n<v Doctor>a\n\n00:01.000 --> 00:02.000\n<v Patient>b\n"},
	{"vtt, nobody's", WebVTT, "WEBVTT\n\n⟦script-unnamed⟧00:00.000 --> 00:01.000\nSECRET\n\n00:00.000 --> 00:01.000\n<v Doctor>a\n\n00:01.000 --> 00:02.000\n<v Patient>b\n"},
	{"srt", SRT, "1\n00:00:00,000 --> 00:00:01,500\nDoctor: how are\nyou?\n\n2\n00:00:02,000 --> 00:00:03,000\n[patient] <i>fine</i>\n"},
	{"srt, no text", SRT, "1\n⟦script-cue⟧00:00:00,000 --> 00:00:01,500\n\n2\n00:00:02,000 --> 00:00:03,000\nDoctor: a\n\n3\n00:00:03,000 --> 00:00:04,000\nPatient: a\n"},
	{"chat, nothing behind the code of the speaker", CHAT, "@Begin\n*DOC:\ta .\n⟦script-line⟧*PAT SECRET\n⟦script-annotation⟧%cod:\tSECRET\n*PAT:\tb .\n%cod:\tc\n@End\n"},
	{"chat, time stamps that are none", CHAT, "@Begin\n*DOC:\ta . \u00150_100\u0015\n⟦script-times⟧*PAT:\tb . \u0015SECRET\u0015\n*PAT:\tc . \u0015100_200\n*PAT:\td . \u001599999999999999999999_2\u0015\n@End\n"},
	{"chat, behind the end", CHAT, "@Begin\n*DOC:\ta .\n*PAT:\tb .\n@End\n⟦script-end⟧*PAT:\tc .\n*PAT:\td .\n"},
	{"no srt", SRT, "⟦script-form⟧⟦script-cue⟧SECRET"},
	{"vtt, before a voice and behind it", WebVTT, "WEBVTT\n\n⟦script-unnamed⟧00:00.000 --> 00:01.000\nSECRET <v Doctor>a b</v> SECRET\n\n00:01.000 --> 00:02.000\n<v Patient>b\n"},
	{"vtt, a note with a time", WebVTT, "WEBVTT\n\nNOTE\n00:00.000 --> 00:01.000\n<v Doctor>a\n\n00:01.000 --> 00:02.000\n<v Patient>b\n"},
	{"vtt, no blank line", WebVTT, "WEBVTT\n00:00.000 --> 00:01.000\n<v Doctor>a\n⟦script-cue⟧00:01.000 --> 00:02.000\n<v Patient>b\n"},
	{"vtt, CR", WebVTT, "WEBVTT\r\r00:00.000 --> 00:01.000\r<v Doctor>a\r\r00:01.000 --> 00:02.000\r<v Patient>b\r"},
	{"vtt, header with more", WebVTT, "WEBVTT x\nKind: SECRET\n\n00:00.000 --> 00:01.000\n<v Doctor>a\n\n00:01.000 --> 00:02.000\n<v Patient>b\n"},
	{"srt, no blank line", SRT, "1\n00:00:00,000 --> 00:00:01,500\nDoctor: a\n2\n⟦script-cue⟧00:00:02,000 --> 00:00:03,000\nPatient: b\n"},
	{"srt, dashes", SRT, "1\n⟦script-unnamed⟧00:00:00,000 --> 00:00:01,500\nDoctor: a\n- SECRET\n\n2\n00:00:02,000 --> 00:00:03,000\nPatient: b\n"},
	{"srt, text first", SRT, "⟦script-cue⟧SECRET\n\n1\n00:00:00,000 --> 00:00:01,500\nDoctor: a\n\n2\n00:00:02,000 --> 00:00:03,000\nPatient: b\n"},
	{"NUL", SRT, "1\n⟦text-encoding⟧\x00"},
	{"eaf, not XML", EAF, "⟦script-xml⟧SECRET"},
	{"eaf, another document", EAF, "⟦script-form⟧<html></html>"},
	{"eaf, a document type", EAF, "⟦script-xml⟧<!DOCTYPE a [<!ENTITY b 'SECRET'>]><ANNOTATION_DOCUMENT/>"},
	{"eaf, cut off", EAF, "<ANNOTATION_DOCUMENT><TIME_ORDER>⟦script-xml⟧"},
}

func unmarked(text string) (clean string, want []string) {
	var b strings.Builder
	for n, piece := range strings.Split(text, "⟦") {
		if n > 0 {
			rule, rest, _ := strings.Cut(piece, "⟧")
			want = append(want, fmt.Sprint(rule, " at ", b.Len()))
			piece = rest
		}
		b.WriteString(piece)
	}
	return b.String(), want
}

func TestScriptMarked(t *testing.T) {
	for _, tt := range scriptMarked {
		t.Run(tt.name, func(t *testing.T) {
			clean, want := unmarked(tt.text)
			got := importAll(t, Script{Options: exchange.Options{ID: keyed}, Form: tt.form}, inMemory("visit", clean))
			var found []string
			for _, f := range got.findings {
				found = append(found, fmt.Sprint(string(f.Rule), " at ", f.Position.Offset))
				assert.NotContains(t, f.Detail+f.Hint+f.Pointer, "SECRET")
			}
			assert.ElementsMatch(t, want, found)
		})
	}
}

// turnsOf is who said how many words from when to when.
func turnsOf(e *encounter.Encounter) (all []string) {
	for _, turn := range e.Turns {
		text := fmt.Sprint(e.RoleOf(turn.Speaker), " ", *turn.Words)
		if turn.Timed() {
			text += fmt.Sprint(" ", *turn.StartMs, "-", *turn.EndMs)
		}
		all = append(all, strings.TrimSpace(text+" "+turn.Language))
	}
	return all
}

func TestScriptTurns(t *testing.T) {
	for form, tt := range map[Form]struct {
		text string
		want []string
	}{
		CHAT: {"@Begin\n@Languages:\teng, dan\n@Participants:\tDOC Ann Doctor, MOT Patient\n@ID:\tdan|corpus|MOT|||||Patient|||\n" +
			"*DOC:\t&-uh how (.) how [/] are\n\tyou [= here] ? \u00150_900\u0015\n%mor:\tadv\n*MOT:\t[- ara] xxx 0is fine +...\n@End\n",
			[]string{"professional 4 0-900 en", "patient 1 ar"}},
		WebVTT: {"WEBVTT\n\nid\n00:01.000 --> 00:02.500\n<v Doctor>how <b>are</b> you?</v> <v Patient>fine\n\n01:00:00.000 --> 01:00:01.000\n<v Patient>x\n",
			[]string{"professional 3 1000-2500", "patient 1 1000-2500", "patient 1 3600000-3601000"}},
		SRT: {"\ufeff1\r\n00:00:01,000 --> 00:00:02,500\r\nDoctor: how are\r\nyou?\r\n\r\n2\r\n00:00:02,5 --> 00:00:04,000\r\nPatient: fine\r\n",
			[]string{"professional 3 1000-2500", "patient 1 2500-4000"}},
		EAF: {elan, []string{"professional 3 0-1000 da", "patient 2 1000-2000", "professional 1 2000-2500 da"}},
	} {
		for name, text := range map[string]string{"UTF-8": tt.text, "UTF-16": utf16Of(tt.text)} {
			got := importAll(t, Script{Options: exchange.Options{ID: keyed}, Form: form}, inMemory("visit", text))
			require.Len(t, got.encounters, 1, "%s %s %v", form, name, got.findings)
			assert.Equal(t, tt.want, turnsOf(got.encounters[0]), "%s %s", form, name)
		}
	}
}

// utf16Of is a text in UTF-16 with a byte order mark.
func utf16Of(text string) string {
	return string(wide(strings.Replace(strings.TrimPrefix(text, "\ufeff"), `encoding="UTF-8"`, `encoding="UTF-16"`, 1), 1, true))
}

// elan is synthetic: two speakers, codes by reference and codes on the time axis, a
// slot without a time, and a translation that is no code.
const elan = `<?xml version="1.0" encoding="UTF-8"?>
<ANNOTATION_DOCUMENT AUTHOR="SECRET" FORMAT="3.0"><HEADER TIME_UNITS="milliseconds"><MEDIA_DESCRIPTOR MEDIA_URL="file:///home/SECRET/a.wav"/></HEADER>
<TIME_ORDER><TIME_SLOT TIME_SLOT_ID="s1" TIME_VALUE="0"/><TIME_SLOT TIME_SLOT_ID="s2"/><TIME_SLOT TIME_SLOT_ID="s3" TIME_VALUE="2000"/><TIME_SLOT TIME_SLOT_ID="s4" TIME_VALUE="2500"/></TIME_ORDER>
<TIER TIER_ID="A" PARTICIPANT="Doctor" LINGUISTIC_TYPE_REF="speech" LANG_REF="dan">
<ANNOTATION><ALIGNABLE_ANNOTATION ANNOTATION_ID="a1" TIME_SLOT_REF1="s1" TIME_SLOT_REF2="s2"><ANNOTATION_VALUE>how are you</ANNOTATION_VALUE></ALIGNABLE_ANNOTATION></ANNOTATION>
<ANNOTATION><ALIGNABLE_ANNOTATION ANNOTATION_ID="a2" TIME_SLOT_REF1="s3" TIME_SLOT_REF2="s4"><ANNOTATION_VALUE>good</ANNOTATION_VALUE></ALIGNABLE_ANNOTATION></ANNOTATION></TIER>
<TIER TIER_ID="Patient" LINGUISTIC_TYPE_REF="speech">
<ANNOTATION><ALIGNABLE_ANNOTATION ANNOTATION_ID="p1" TIME_SLOT_REF1="s2" TIME_SLOT_REF2="s3"><ANNOTATION_VALUE>fine thanks</ANNOTATION_VALUE></ALIGNABLE_ANNOTATION></ANNOTATION></TIER>
<TIER TIER_ID="A-act" PARENT_REF="A" ANNOTATOR="SECRET1" LINGUISTIC_TYPE_REF="act">
<ANNOTATION><REF_ANNOTATION ANNOTATION_ID="c1" ANNOTATION_REF="a1" CVE_REF="e1"><ANNOTATION_VALUE>ask</ANNOTATION_VALUE></REF_ANNOTATION></ANNOTATION>
<ANNOTATION><REF_ANNOTATION ANNOTATION_ID="c2" ANNOTATION_REF="gone"><ANNOTATION_VALUE>tell</ANNOTATION_VALUE></REF_ANNOTATION></ANNOTATION></TIER>
<TIER TIER_ID="A-act2" PARENT_REF="A" ANNOTATOR="SECRET2" LINGUISTIC_TYPE_REF="act">
<ANNOTATION><ALIGNABLE_ANNOTATION ANNOTATION_ID="c3" TIME_SLOT_REF1="s1" TIME_SLOT_REF2="s2"><ANNOTATION_VALUE>tell</ANNOTATION_VALUE></ALIGNABLE_ANNOTATION></ANNOTATION></TIER>
<TIER TIER_ID="A-translation" PARENT_REF="A" LINGUISTIC_TYPE_REF="translation">
<ANNOTATION><REF_ANNOTATION ANNOTATION_ID="t1" ANNOTATION_REF="a1"><ANNOTATION_VALUE>SECRET</ANNOTATION_VALUE></REF_ANNOTATION></ANNOTATION></TIER>
<LINGUISTIC_TYPE LINGUISTIC_TYPE_ID="speech"/><LINGUISTIC_TYPE LINGUISTIC_TYPE_ID="act" CONTROLLED_VOCABULARY_REF="acts"/><LINGUISTIC_TYPE LINGUISTIC_TYPE_ID="translation"/>
<CONTROLLED_VOCABULARY CV_ID="acts"><CV_ENTRY_ML CVE_ID="e1"><CVE_VALUE DESCRIPTION="puts a question">ask</CVE_VALUE></CV_ENTRY_ML><CV_ENTRY_ML CVE_ID="e2"><CVE_VALUE DESCRIPTION="">tell</CVE_VALUE></CV_ENTRY_ML></CONTROLLED_VOCABULARY>
</ANNOTATION_DOCUMENT>
`

// Codes on child tiers become codings on the turns, by coder.
func TestScriptCodes(t *testing.T) {
	got := importAll(t, Script{Options: exchange.Options{ID: keyed}, Form: EAF}, inMemory("visit.eaf", elan))
	require.Len(t, got.codebooks, 1)
	book := got.codebooks[0]
	require.Len(t, book.Codes, 2)
	assert.Equal(t, "act", book.Themes[0].Name)
	assert.Equal(t, "puts a question", book.Code("act.ask").Definition)
	assert.Equal(t, exchange.Count{Read: 2, Kept: 1, Changed: map[string]int64{lossUndefined: 1}}, got.loss.Of("definition"), "from the text: one entry has a description")
	require.Len(t, got.codings, 2)
	for i, coder := range []string{"SECRET1", "SECRET2"} {
		c := got.codings[i]
		assert.Equal(t, keyed("transcripts/coder/"+coder), c.Coder, "a pseudonym")
		assert.Equal(t, "/turns/0", c.Target.Pointer)
		assert.Equal(t, got.encounters[0].ID, c.Target.Record)
		assert.Equal(t, book.ID, c.Codebook)
	}
	assert.Equal(t, "act.ask", string(got.codings[0].Codes[0]))
	assert.Equal(t, "act.tell", string(got.codings[1].Codes[0]))
	assert.Equal(t, exchange.Count{Read: 3, Kept: 2, Dropped: map[string]int64{"belongs to no utterance": 1}}, got.loss.Of("code"))
	assert.Equal(t, exchange.Count{Read: 5, Kept: 2, Changed: map[string]int64{"codes": 2}, Dropped: map[string]int64{"neither speech nor codes": 1}}, got.loss.Of("tier"))
	assert.Equal(t, map[schema.RuleID]int{ruleScriptPrivacy: 1, ruleScriptSlot: 1, ruleScriptRef: 1, ruleScriptTier: 1, ruleScriptCodes: 1}, count(got.findings))

	chat := importAll(t, Script{Options: exchange.Options{ID: keyed}, Form: CHAT}, inMemory("visit.cha", "@Begin\n*DOC:\thi .\n%cod:\task ask\n%com:\tSECRET\n*PAT:\thi .\n@End\n"))
	require.Len(t, chat.codings, 1)
	assert.Equal(t, exchange.Count{Read: 2, Kept: 1, Dropped: map[string]int64{"given twice": 1}}, chat.loss.Of("code"))
}

// CHAT's own test files: each loads, or is refused with a finding that says why.
func TestChatCorpus(t *testing.T) {
	loaded, utterances := 0, 0
	for _, folder := range []string{"content", "core", "languages"} {
		files, err := filepath.Glob(shareddata.Path(t, "chat", folder) + "/*.cha")
		require.NoError(t, err)
		require.NotEmpty(t, files)
		for _, path := range files {
			raw, err := os.ReadFile(path)
			require.NoError(t, err)
			stars := strings.Count("\n"+string(raw), "\n*") // from: the lines that begin with a star
			roles, err := ParseRoles("CHI=patient,MOT=professional,FAT=professional,INV=researcher,EXA=researcher,SPE=professional")
			require.NoError(t, err)
			got := importAll(t, Script{Options: exchange.Options{ID: keyed}, Form: CHAT, Roles: roles, PatientPresent: true}, onDisk(path))
			assert.EqualValues(t, stars, got.loss.Of("utterance").Read, path)
			assert.Zero(t, got.loss.Of("utterance").Dropped[lossUnread], path)
			if len(got.encounters) == 0 {
				refused := false
				for _, f := range got.findings {
					refused = refused || f.Severity == schema.Error
				}
				assert.True(t, refused, path)
				continue
			}
			loaded++
			utterances += stars
		}
	}
	t.Logf("%d files with %d utterances", loaded, utterances)
	assert.Greater(t, loaded, 45)
}

// vtt.js and this reader see the same cues.
func TestVTTCorpus(t *testing.T) {
	files, err := filepath.Glob(shareddata.Path(t, "webvtt", "voice") + "/*.vtt")
	require.NoError(t, err)
	require.Len(t, files, 6)
	for _, path := range files {
		var expected struct { // from: vtt.js
			Cues []struct {
				StartTime, EndTime float64
				Text               string
			}
		}
		raw, err := os.ReadFile(strings.TrimSuffix(path, ".vtt") + ".json")
		require.NoError(t, err)
		require.NoError(t, json.Unmarshal(raw, &expected))
		text, err := os.ReadFile(path)
		require.NoError(t, err)
		r := &scripts{Script: Script{Form: WebVTT, Roles: ScriptRoles()}, ledger: newLedger("in"), to: &exchange.Sink{}}
		c := newCharacters(strings.NewReader(string(text)))
		whole, _ := c.whole()
		cues, left := r.cues(whole, true, &exchange.Loss{})
		assert.Zero(t, left, path)
		require.Len(t, cues, len(expected.Cues), path)
		for i, want := range expected.Cues {
			assert.Equal(t, int64(want.StartTime*1000), cues[i].start, path)
			assert.Equal(t, int64(want.EndTime*1000), cues[i].end, path)
			assert.Equal(t, want.Text, strings.Join(cues[i].lines, "\n"), path)
		}
		voices, nobodys := 0, 0
		for _, u := range r.parseVTT(whole).uttered {
			voices += len(u.keys)
			nobodys += 1 - len(u.keys)
		}
		// from: the files; one has text behind </v>, one no name in its tag, and one a tag that is not closed
		named := filepath.Base(path) != "not-closed.vtt" && filepath.Base(path) != "no-end-gt.vtt"
		assert.Equal(t, map[bool]int{true: 1}[named], voices, path)
		assert.Equal(t, map[bool]int{true: 1}[!named || filepath.Base(path) == "with-closing-span.vtt"], nobodys, path)
	}
}

// Subtitles of webvtt-py: broken ones are found. Nobody is named in them, so no
// encounter can be made, and a finding says so.
func TestSubtitleCorpus(t *testing.T) {
	files, err := filepath.Glob(shareddata.Path(t, "webvtt", "webvtt-py") + "/*.*")
	require.NoError(t, err)
	require.Len(t, files, 10)
	broken := map[string]bool{"invalid_timeframe.vtt": true, "missing_caption_text.srt": true, "missing_timeframe.srt": true}
	for _, path := range files {
		raw, err := os.ReadFile(path)
		require.NoError(t, err)
		form := Form(strings.TrimPrefix(filepath.Ext(path), "."))
		if form == "vtt" {
			form = WebVTT
		}
		got := importAll(t, Script{Options: exchange.Options{ID: keyed}, Form: form}, onDisk(path))
		read := got.loss.Of("utterance")
		// from: the lines with an arrow, and those with a dash that stand below another text
		dashes := strings.Count(string(raw), "\n- ") - strings.Count(string(raw), "000\n- ")
		assert.EqualValues(t, strings.Count(string(raw), "-->")+dashes, read.Read-read.Dropped[lossUnread], path)
		rules := count(got.findings)
		assert.Equal(t, filepath.Base(path) == "invalid_timeframe.srt", rules[ruleScriptStamp] > 0, path)
		assert.Equal(t, broken[filepath.Base(path)], rules[ruleScriptCue] > 0, path)
		assert.Contains(t, rules, ruleScriptNobody)
		assert.Empty(t, got.encounters)
	}
}

// Whatever the bytes, in whatever form: no panic, the same each time, places inside the
// file, sound records.
func FuzzScript(f *testing.F) {
	for _, tt := range scriptMarked {
		clean, _ := unmarked(tt.text)
		f.Add([]byte(clean))
	}
	f.Add([]byte(elan))
	f.Add([]byte(utf16Of(elan)))
	f.Add([]byte(elanDoc{header: `<HEADER TIME_UNITS="NTSC-frames"/>`, slots: slots(0, -1, 90), tiers: tierOf(`TIER_ID="ref" PARTICIPANT="Doctor"`, aligned("a", 0, 1, "1"), aligned("b", 1, 2, "2")) +
		tierOf(`TIER_ID="Patient" PARENT_REF="ref"`, referring("c", "a", "x"), referring("d", "c", "y"))}.String()))
	f.Add([]byte("@Begin\n@Birth of PAT:\tx\n@Participants:\tDR1 Doctor, DR2 Doctor, PAT A Patient\n*DR1:\ta . \u00152_9\u0015\n%cod:\t<w1-2> $A $A\n%mor:\tx\n*PAT:\tb .\n*DR2:\tc . \u00159_1\u0015\n@End\n"))
	f.Add([]byte("1\n00:00:00,000 --> 00:00:01,000\n- a\n-b\n2\n00:00:01,000 --> 00:00:02,000 X1:1\n{\\an8}Doctor: <i>c</i>\n"))
	f.Add([]byte("WEBVTT\r00:00.000 --> 00:01.000 line:0\ra <v A>b<v B>c <00:00.500>d</v>e</v>f < g\r"))
	f.Fuzz(func(t *testing.T, file []byte) {
		for _, form := range Forms() {
			run := func() imported {
				return importAll(t, Script{Options: exchange.Options{ID: keyed}, Form: form, PatientPresent: true}, inMemory("visit", string(file)))
			}
			a := run()
			assert.Equal(t, a, run(), form)
			for _, finding := range a.findings {
				assert.LessOrEqual(t, int(finding.Position.Offset)+finding.Position.Length, len(file), "%s %v", form, finding)
			}
		}
	})
}
