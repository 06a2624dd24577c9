package delimited

import (
	"bytes"
	"compress/gzip"
	"encoding/csv"
	"errors"
	"io"
	"strings"
	"testing"
	"testing/iotest"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/coproduction-lab/coproduction-go/schema"
)

// all reads every row, as text.
func all(r io.Reader) (*Table, [][]string, error) {
	t, row, err := Open(r)
	var rows [][]string
	for ; err == nil; row, err = t.Next() {
		var texts []string
		for _, f := range row {
			texts = append(texts, string(f.Value))
		}
		rows = append(rows, texts)
	}
	if err == io.EOF {
		err = nil
	}
	return t, rows, err
}

func zipped(text string) string {
	var b bytes.Buffer
	z := gzip.NewWriter(&b)
	io.WriteString(z, text)
	z.Close()
	return b.String()
}

func TestRows(t *testing.T) {
	want := [][]string{{"a", "b"}, {"1", "x"}, {"2", ""}}
	for name, text := range map[string]string{
		"commas": "a,b\n1,x\n2,\n", "tabs": "a\tb\n1\tx\n2\t\n", "semicolons": "a;b\n1;x\n2;\n", "bars": "a|b\n1|x\n2|\n",
		"lines of Windows": "a,b\r\n1,x\r\n2,\r\n", "no last line end": "a,b\n1,x\n2,", "quotes": "\"a\",b\n\"1\",\"x\"\n2,\"\"\n",
		"lines that end in CR": "\ra,b\r1,x\r\r2,\r", "no last CR": "a,b\r1,x\r2,", "mark and CR": "\uFEFFa,b\r1,x\r2,\r", "CR, compressed": zipped("a,b\r1,x\r2,\r"),
		"blank lines": "\n\na,b\n\n1,x\n\r\n2,\n\n", "mark": "\uFEFFa,b\n1,x\n2,\n", "compressed": zipped("a,b\n1,x\n2,\n"),
	} {
		t.Run(name, func(t *testing.T) {
			table, rows, err := all(iotest.OneByteReader(strings.NewReader(text)))
			require.NoError(t, err)
			assert.Equal(t, want, rows)
			assert.Equal(t, strings.HasPrefix(name, "mark"), table.Mark)
		})
	}
	table, rows, err := all(strings.NewReader("a,b\r1,x\r\"2\r\",\"y"))
	require.ErrorIs(t, err, ErrQuote)
	assert.Len(t, rows, 2)
	assert.Equal(t, schema.Position{Line: 4, Column: 3, Offset: 13, Length: 1}, table.Fault(), "the bytes of the file")
	_, rows, err = all(strings.NewReader("a,b\n\"1\r2\",x\r\n"))
	require.NoError(t, err)
	assert.Equal(t, []string{"1\r2", "x"}, rows[1], "CR ends no line where others end in LF")
	_, rows, err = all(strings.NewReader("a," + strings.Repeat("b", 1<<16-3) + "\r\n\"two\r\nlines\",x\r\n"))
	require.NoError(t, err)
	assert.Equal(t, []string{"two\r\nlines", "x"}, rows[1], "the one CR of the beginning is half of a line end")
	_, rows, err = all(strings.NewReader("a,b\n\"say \"\"so\"\", twice\",\"two\r\nlines\"\n"))
	require.NoError(t, err)
	assert.Equal(t, []string{`say "so", twice`, "two\r\nlines"}, rows[1], "no text is edited")
	table, rows, err = all(strings.NewReader("a,b\n5\" high,x\n"))
	require.NoError(t, err)
	assert.Equal(t, []string{`5" high`, "x"}, rows[1])
	assert.Equal(t, int64(1), table.Bare)
	assert.Equal(t, schema.Position{Line: 2, Column: 2, Offset: 5, Length: 1}, table.BareAt)
	_, rows, _ = all(strings.NewReader("\"a,1\";b\n1;2\n"))
	assert.Equal(t, []string{"a,1", "b"}, rows[0], "what is in quotes separates nothing")
}

func TestPlaces(t *testing.T) {
	table, row, err := Open(strings.NewReader("\uFEFFä,b\nö,\"x\ny\",ü\n"))
	require.NoError(t, err)
	assert.Equal(t, schema.Position{Line: 1, Column: 3, Offset: 6, Length: 1}, table.Place(row[1]))
	row, err = table.Next()
	require.NoError(t, err)
	assert.Equal(t, schema.Position{Line: 2, Column: 3, Offset: 11, Length: 5}, table.Place(row[1]), "the quotes are part of the place")
	assert.Equal(t, schema.Position{Line: 3, Column: 4, Offset: 17, Length: 2}, table.Place(row[2]), "on the line on which it begins")
	assert.Equal(t, schema.Position{Line: 2, Column: 1, Offset: 8, Length: 11}, table.Row())
	_, err = table.Next()
	assert.Equal(t, io.EOF, err)
	assert.Equal(t, int64(20), table.End().Offset)
}

// Places are the same in whatever order they are asked for.
func TestPlacesInAnyOrder(t *testing.T) {
	table, _, err := Open(strings.NewReader("a,b,c,d,e\nö,\"x\né\ny\",\xc3\xff,,\"\n\"\nz,z,z,z,z\n"))
	require.NoError(t, err)
	for range 2 {
		row, err := table.Next()
		require.NoError(t, err)
		for _, order := range [][]int{{0, 1, 2, 3, 4}, {4, 3, 2, 1, 0}, {2, 2, 4, 1, 1, 3, 0}} {
			for _, i := range order {
				before := table.raw[:row[i].start]
				line := bytes.LastIndexByte(before, '\n') + 1
				assert.Equal(t, schema.Position{Line: table.line + bytes.Count(before, []byte("\n")), Column: 1 + len([]rune(string(before[line:]))),
					Offset: table.at + int64(row[i].start), Length: row[i].end - row[i].start}, table.Place(row[i]))
			}
		}
	}
}

func TestBroken(t *testing.T) {
	whole := zipped("a,b\n1,2\n")
	for name, tt := range map[string]struct {
		text string
		want error
		at   int64
	}{
		"nothing":            {"", ErrEmpty, 0},
		"blank lines":        {"\n\n", ErrEmpty, 2},
		"two separators":     {"a,b;c\n", ErrSeparator, 0},
		"not closed":         {"a,b\n1,\"2\n3,4\n", ErrQuote, 6},
		"behind the closing": {"a,b\n1,\"2\"x\n", ErrQuote, 9},
		"UTF-16":             {"\xFF\xFEa\x00,\x00b\x00\n\x00", ErrEncoding, 0},
		"cut off":            {whole[:len(whole)-9], ErrCompressed, 8},
		"no such format":     {"\x1f\x8bxx", ErrCompressed, 0},
		"too long":           {"a,b\n" + strings.Repeat("x", MaxRow+1), ErrLong, 4},
	} {
		t.Run(name, func(t *testing.T) {
			table, _, err := all(strings.NewReader(tt.text))
			assert.Equal(t, tt.want, err)
			assert.True(t, Broken(err))
			assert.Equal(t, tt.at, table.Fault().Offset)
		})
	}
	_, rows, err := all(strings.NewReader("a,b\n" + strings.Repeat("x", MaxRow-1) + "\n"))
	assert.NoError(t, err, "as long as the limit")
	assert.Len(t, rows, 2)

	disk := errors.New("the disk")
	for _, text := range []string{"a,b\n1,", whole[:12]} {
		_, _, err := all(io.MultiReader(strings.NewReader(text), iotest.ErrReader(disk)))
		assert.ErrorIs(t, err, disk)
		assert.False(t, Broken(err))
	}
}

// What encoding/csv reads without a fault is read alike here.
func FuzzRows(f *testing.F) {
	for _, text := range []string{"a,b\n1,\"x\ny\"\n", "a;b\n\n1;2", "a\n\"\"\"\"\n", "\uFEFFa,b\r\n\"1\",2\r\n", zipped("a,b\n")} {
		f.Add([]byte(text))
	}
	f.Fuzz(func(t *testing.T, raw []byte) {
		table, row, err := Open(bytes.NewReader(raw))
		var rows [][]string
		last := int64(-1)
		for ; err == nil; row, err = table.Next() {
			var texts []string
			for _, field := range row {
				texts = append(texts, strings.ReplaceAll(string(field.Value), "\r\n", "\n"))
				at := table.Place(field)
				if at.Offset <= last || at.Line < 1 || at.Column < 1 {
					t.Fatal("places run backwards")
				}
				last = at.Offset
			}
			rows = append(rows, texts)
		}
		if err != io.EOF && !Broken(err) {
			t.Fatal("an error that is nobody's")
		}
		compressed := len(raw) > 1 && raw[0] == 0x1f && raw[1] == 0x8b
		if at := table.Fault(); at.Offset < 0 || !compressed && at.Offset+int64(at.Length) > int64(len(raw)) {
			t.Fatal("a fault outside the table")
		}
		text := strings.TrimPrefix(string(raw), "\uFEFF")
		if err != io.EOF || compressed || strings.Contains(strings.ReplaceAll(text, "\r\n", "\n"), "\r") {
			return // which encoding/csv reads in another way
		}
		reader := csv.NewReader(strings.NewReader(text))
		reader.Comma, reader.FieldsPerRecord = rune(table.Separator), -1
		if want, err := reader.ReadAll(); err == nil {
			assert.Equal(t, want, rows)
		}
	})
}
