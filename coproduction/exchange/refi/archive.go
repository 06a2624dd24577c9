package refi

import (
	"archive/zip"
	"bytes"
	"fmt"
	"io"
	"io/fs"
	"path"
	"path/filepath"
	"strings"

	"github.com/coproduction-lab/coproduction-go/coproduction/exchange/internal/faults"
	"github.com/coproduction-lab/coproduction-go/schema"
)

const (
	damaged = "the archive is damaged or was not written whole"
	locked  = "the archive is locked by a password: export the project without one"
)

// isLocked reports whether a file of an archive is encrypted (APPNOTE.TXT 4.4.4, bit 0).
func isLocked(f *zip.File) bool { return f.Flags&1 != 0 }

// archive reads a project file. In is the file that was opened, head the same from its
// beginning. A file on a disk is read in place, however large sound and film make it;
// any other is held in memory, up to [MaxFile]. The error is one of reading.
func (o *opening) archive(in io.Reader, head io.Reader) error {
	w := &watched{}
	size, inPlace := int64(0), false
	if w.r, inPlace = in.(io.ReaderAt); inPlace {
		size, inPlace = sizeOf(in)
	}
	if !inPlace {
		raw, err := io.ReadAll(io.LimitReader(head, MaxFile+1))
		if err != nil {
			return err
		}
		if len(raw) > MaxFile {
			o.log.Report(ruleLimit, beginning, "", fmt.Sprintf("the file has more than %d bytes", MaxFile))
			return nil
		}
		w.r, size = bytes.NewReader(raw), int64(len(raw))
	}
	z, err := zip.NewReader(w, size)
	switch {
	case w.err != nil:
		return w.err
	case err != nil:
		o.log.Report(ruleArchive, beginning, "", damaged)
		return nil
	case len(z.File) > MaxEntries:
		o.log.Report(ruleLimit, beginning, "", fmt.Sprintf("the archive has %d entries, and %d are read at most", len(z.File), MaxEntries))
		return nil
	}
	project := o.entries(z)
	if project == nil {
		return nil
	}
	o.used[project] = true
	if isLocked(project) {
		o.log.Report(ruleArchive, beginning, "", locked)
		return nil
	}
	xml, err := project.Open()
	if err == nil {
		defer xml.Close()
		o.within()
		err = o.xml(xml)
	}
	switch {
	case w.err != nil:
		return w.err
	case err != nil:
		o.log.Report(ruleArchive, beginning, "", damaged)
	}
	return nil
}

// A watched notes whether reading failed: to package zip that is the same as damage.
type watched struct {
	r   io.ReaderAt
	err error
}

func (w *watched) ReadAt(p []byte, at int64) (int, error) {
	if at < 0 { // a damaged archive asks for it
		return 0, io.ErrUnexpectedEOF
	}
	n, err := w.r.ReadAt(p, at)
	if err != nil && err != io.EOF && w.err == nil {
		w.err = err
	}
	return n, err
}

// sizeOf is the size of a regular file.
func sizeOf(in any) (int64, bool) {
	file, ok := in.(interface{ Stat() (fs.FileInfo, error) })
	if !ok {
		return 0, false
	}
	info, err := file.Stat()
	if err != nil || !info.Mode().IsRegular() {
		return 0, false
	}
	return info.Size(), true
}

// entries looks at the names of the entries and returns the project; nil where there
// is none. Findings number the entries from 1: their names may be those of people.
func (o *opening) entries(z *zip.Reader) (project *zip.File) {
	o.texts, o.number, o.unread = map[string]*zip.File{}, map[*zip.File]int{}, map[string]int{}
	projects := 0
	for n, f := range z.File {
		name := strings.ReplaceAll(f.Name, `\`, "/")
		key := strings.ToLower(name)
		switch {
		case !filepath.IsLocal(strings.TrimSuffix(name, "/")) || strings.Contains(name, ":"):
			o.log.Report(ruleEntry, beginning, "", fmt.Sprintf("entry %d of the archive lies outside of it; it is not read", n+1))
			continue
		case strings.HasSuffix(name, "/"):
			continue
		case o.texts[key] != nil:
			o.log.Report(ruleEntryTwice, beginning, "", fmt.Sprintf("entry %d of the archive has the name of another; the first is read", n+1))
			o.unread["has the name of another"]++
			continue
		}
		o.texts[key], o.number[f] = f, n+1
		if isProject(key) {
			if projects++; projects == 1 || key == "project.qde" {
				project = f
			}
		}
	}
	switch {
	case project == nil:
		o.log.Report(ruleProject, beginning, "", "there is no entry project.qde")
	case project.Name != "project.qde":
		o.log.Report(ruleEntryName, beginning, "", "the project is not named project.qde")
	}
	if projects > 1 {
		o.log.Report(ruleEntryProjects, beginning, "", fmt.Sprintf("the archive holds %d projects, of which one is read", projects))
		o.unread["another project"] = projects - 1
	}
	return project
}

// isProject reports whether an entry of that name, in lower case, is a project.
func isProject(key string) bool { return path.Ext(key) == ".qde" && !strings.Contains(key, "/") }

// within begins the findings that have their place in the project of the archive. It
// goes by the name it should have: its own may be one that people gave it.
func (o *opening) within() {
	o.log.Close(beginning)
	o.refused = o.log.Failed()
	o.logged = o.name + "!project.qde"
	o.log = faults.New(o.logged, Rules(), ruleCapped, func(f schema.Finding) { o.Findings = append(o.Findings, f) })
}

// left counts the files of the archive that nothing refers to. Other projects are not
// among them: those are told already.
func (o *opening) left() {
	n := 0
	for key, f := range o.texts {
		if !o.used[f] && !isProject(key) {
			n++
		}
	}
	if n > 0 {
		o.log.Report(ruleOrphan, beginning, "", fmt.Sprintf("nothing refers to %d files of the archive", n))
		o.unread["not read, and nothing refers to it"] = n
	}
}
