"""Generate the inferwire package from the specs.

Each folder is a stage of the generator and imports only from the stages below it:

    cli/        the commands: generate, explain, migrate, provider, upstream, new-provider
     │
    docs/       documentation pages, the language reference, editor schemas, explanations of mappings
     │
    render/     plan the files, render their templates (templates/), format and write them
     │
    compile/    tasks, mappings and providers become Python expressions, checked against their samples
     │
    ir.py       the input of the templates: all names are chosen and all references resolved
     │
    spec/       load the specs: YAML and JSON Schemas as typed values, with a position for every problem

`tests/test_arrows.py` enforces the order: no module imports from a stage above its own, and no two modules import each
other, not even for type checking or inside a function.

The pipeline from specs to files; each step is a function from one frozen type to the next:

    load_specs -> Specs -> build_api -> Api -> plan_files -> FilePlan -> render_files -> SourceFile -> write_files
"""
