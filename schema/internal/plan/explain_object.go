package plan

import "github.com/coproduction-lab/coproduction-go/schema/internal/scan"

func (x *explainer) object(o *object, pos int) {
	var seen set
	count := 0
	where := map[int]parts{} // the members that bring a need
	for p := enter(x.doc, pos); p.next(); count++ {
		name := scan.Unquote(x.doc[p.name:p.nameEnd])
		if o.each != nil && x.breaks(o.each, p.name) {
			x.unable = true // v5 leads to the name as if it were a value
		}
		member := o.names.find([]byte(name))
		if member < 0 {
			x.stranger(o, name, &p)
			continue
		}
		seen.add(member)
		if len(o.needs) > 0 {
			where[member] = p
		}
		if o.closed && o.members[member].node == o.rest {
			x.reportPart("additionalProperties", name, p.name, p.nameEnd)
		} else {
			x.part(o.members[member].node, name, &p)
		}
	}
	if count < o.min {
		x.report("minProperties", pos)
	}
	if o.max >= 0 && count > o.max {
		x.report("maxProperties", pos)
	}
	for member, name := range o.names.list {
		if o.required.has(member) && !seen.has(member) {
			x.reportPart("required", name, pos, pos+1)
		}
	}
	if len(o.any) > 0 && seen.count(o.any) == 0 {
		x.report("anyOf", pos)
	}
	if len(o.one) > 0 && seen.count(o.one) != 1 {
		x.report("oneOf", pos)
	}
	for _, n := range o.needs {
		if !seen.has(n.bringer) {
			continue
		}
		bringer := where[n.bringer]
		for _, member := range n.needed {
			if !seen.has(member) {
				x.reportPart("dependentRequired", o.names.list[n.bringer], bringer.start, bringer.end())
			}
		}
	}
	for _, d := range o.schemas {
		if seen.has(d.bringer) && x.breaks(d.node, pos) {
			x.value(d.node, pos)
		}
	}
}

// stranger explains a member whose name the schema does not mention.
func (x *explainer) stranger(o *object, name string, p *parts) {
	known := false
	for _, pattern := range o.patterns {
		if pattern.match([]byte(name)) {
			known = true
			x.part(pattern.node, name, p)
		}
	}
	switch {
	case known:
	case o.closed:
		x.reportPart("additionalProperties", name, p.name, p.nameEnd)
	default:
		x.part(o.rest, name, p)
	}
}
