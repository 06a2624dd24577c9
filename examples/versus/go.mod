module github.com/coproduction-lab/coproduction-go/examples/versus

go 1.26.0

require (
	github.com/coproduction-lab/coproduction-go v0.0.0
	github.com/santhosh-tekuri/jsonschema/v5 v5.3.1
)

require github.com/google/uuid v1.6.0 // indirect

replace github.com/coproduction-lab/coproduction-go => ../..
