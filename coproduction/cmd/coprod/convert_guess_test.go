package main

import (
	"bytes"
	"encoding/binary"
	"io"
	"os"
	"strings"
	"testing"
	"unicode/utf16"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/coproduction-lab/coproduction-go/coproduction/exchange"
)

// Files of a folder are looked at once, to tell the format of all and to leave out others.
func TestLookedAtOnce(t *testing.T) {
	opened := map[string]int{}
	var all []inputFile
	for name, content := range map[string]string{"a.vtt": "WEBVTT\n", "b.txt": "nothing\n"} {
		f := inputFile{folder: "talk"}
		f.File = exchange.File{Name: name, Open: func() (io.ReadCloser, error) {
			opened[name]++
			return io.NopCloser(strings.NewReader(content)), nil
		}}
		all = append(all, f)
	}
	var said bytes.Buffer
	c := &call{stderr: &said}
	format, err := c.guess(all)
	require.NoError(t, err)
	taken, _, err := c.sift(format, all, nil)
	require.NoError(t, err)
	require.Len(t, taken, 1)
	assert.Equal(t, "a.vtt", taken[0].Name)
	assert.Equal(t, map[string]int{"a.vtt": 1, "b.txt": 1}, opened)
	assert.Equal(t, "Read as webvtt: it begins with WEBVTT.\nPassed over: b.txt: nothing in it tells that it is webvtt\n", said.String())
}

// A file that tells nothing, among others that were named, as those of data/*, is passed over
// as one of a folder is; it is said, and the exit status says so too.
func TestStraysAmongNamed(t *testing.T) {
	const vtt = "WEBVTT\n\n00:01.000 --> 00:02.000\n<v Doctor>one\n\n00:02.000 --> 00:03.000\n<v Patient>two\n"
	files := map[string]string{"a.vtt": vtt, "LICENSE": "nothing that tells\n", "x.png": "\x89PNG\r\n", "folder/b.vtt": vtt, "folder/README": "nothing\n", "talk.txt": "Doctor: one\nPatient: two\n", "one.csv": "a,b\n1,2\n"}
	workIn(t, files)
	status, stdout, stderr := runCoprod(t, "convert", "LICENSE", "a.vtt", "x.png", "folder")
	assert.Equal(t, statusFindings, status)
	assert.Equal(t, 2, strings.Count(stdout, `"kind":"encounter"`))
	assert.Contains(t, stderr, "Read as webvtt: it begins with WEBVTT.\nPassed over: folder/README: nothing in it tells that it is webvtt\n"+
		"Passed over: LICENSE: nothing in it tells its format\nPassed over: x.png: this is a picture\n")
	assert.Contains(t, stderr, "2 files were passed over that you named, as said above, so the exit status is 1")

	status, _, stderr = runCoprod(t, "convert", "a.vtt", "folder")
	assert.Equal(t, statusClean, status, "nobody named the one in the folder: "+stderr)

	status, stdout, stderr = runCoprod(t, "convert", "webvtt", "-o", "out.ndjson", "a.vtt", "x.png")
	assert.Equal(t, statusFindings, status)
	assert.Empty(t, stdout)
	assert.Contains(t, stderr, "Passed over: x.png: this is a picture\n")
	assert.Contains(t, stderr, "1 file was passed over that you named")
	_, err := os.Stat("out.ndjson")
	require.NoError(t, err)

	for _, c := range []struct {
		args []string
		want string
	}{
		{[]string{"LICENSE"}, "LICENSE: nothing in the file tells its format; name it before the file, as in: coprod convert FORMAT LICENSE, where FORMAT is one of " + words(converted)},
		{[]string{"one.csv", "LICENSE"}, "one.csv: nothing in the file tells its format; name it before the file, as in: coprod convert csv one.csv; the formats are " + words(converted)},
		{[]string{"webvtt", "x.png"}, "x.png: this is a picture"},
		{[]string{"a.vtt", "folder/b.vtt", "talk.txt"}, "the files are of several formats: 2 as webvtt, 1 as text (talk.txt); convert one format at a time, and name it before its files"},
		{[]string{"elan", "a.vtt"}, "elan: this is no file, and no format either; the nearest is eaf, as in: coprod convert eaf a.vtt; the formats are " + words(converted)},
		{[]string{"WebVTT"}, "WebVTT: this is no file, and no format either; the nearest is webvtt, as in: coprod convert webvtt FILE; the formats are " + words(converted)},
		{[]string{"parquet", "a.vtt"}, "parquet: this is no file, and no format either; the formats are " + words(converted)},
		{[]string{"a.vtt", "webvtt"}, "webvtt: there is no such file; where this is the format, it stands before the files, as in: coprod convert webvtt a.vtt"},
	} {
		status, _, stderr := runCoprod(t, append([]string{"convert"}, c.args...)...)
		assert.Equal(t, statusTrouble, status)
		assert.Equal(t, "coprod convert: "+c.want+"\n", stderr)
	}
}

func TestMeant(t *testing.T) {
	for word, want := range map[string]exchange.Format{"elan": exchange.EAF, "vtt": exchange.WebVTT, "qdpx": exchange.REFI, "Praat": exchange.TextGrid, "texgrid": exchange.TextGrid,
		"eof": exchange.EAF, "fihr": exchange.FHIR, "fhr": exchange.FHIR, "redcab": exchange.REDCap, "webvt": exchange.WebVTT, "visits": "", "": ""} {
		assert.Equal(t, want, meant(word), word)
	}
}

// A text in UTF-16 without a mark is not said to be damaged, whatever it begins with.
func TestOddityOfUTF16(t *testing.T) {
	const chinese = "医生：你好吗 今天\n患者：我很好\n"
	for name, order := range map[string]binary.AppendByteOrder{"little-endian": binary.LittleEndian, "big-endian": binary.BigEndian} {
		var wide []byte
		for _, unit := range utf16.Encode([]rune(chinese)) {
			wide = order.AppendUint16(wide, unit)
		}
		require.Contains(t, string(wide), "\x00")
		assert.Empty(t, oddity(wide), name)
	}
	assert.Equal(t, "byte 3 is NUL, which stands in no text: the file is damaged, or is none", oddity([]byte("\xffb\x00\x00cd")), "as many on both sides")
	assert.Equal(t, "byte 4 is NUL, which stands in no text: the file is damaged, or is none", oddity([]byte("abc\x00def")), "UTF-8 but for it")
}
