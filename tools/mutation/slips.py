"""What might stand in the place of a piece of code by a slip of the pen."""

import ast

BINARY = {ast.Add: ast.Sub, ast.Sub: ast.Add, ast.Mult: ast.Div, ast.Div: ast.Mult, ast.MatMult: ast.Mult,
          ast.Pow: ast.Mult, ast.FloorDiv: ast.Mult, ast.Mod: ast.Mult, ast.BitAnd: ast.BitOr, ast.BitOr: ast.BitAnd}
COMPARED = {ast.Lt: (ast.LtE, ast.GtE), ast.LtE: (ast.Lt, ast.Gt), ast.Gt: (ast.GtE, ast.LtE),
            ast.GtE: (ast.Gt, ast.Lt), ast.Eq: (ast.NotEq,), ast.NotEq: (ast.Eq,), ast.Is: (ast.IsNot,),
            ast.IsNot: (ast.Is,), ast.In: (ast.NotIn,), ast.NotIn: (ast.In,)}
TWINS = {"min": "max", "max": "min", "any": "all", "all": "any", "zeros": "ones", "add": "subtract"}
COMMUTATIVE = "min", "max", "add", "multiply"
LOST = "T", "prime", "real", "imag"  # an attribute that may be forgotten
OTHER_WORDS = "XX"


def slips(node):
    """Yield nodes that might stand in the place of this one."""
    match node:
        case ast.BinOp(left=left, op=op, right=right):
            yield from (ast.BinOp(left, BINARY[type(op)](), right), left, right)
        case ast.UnaryOp(operand=operand):
            yield operand
        case ast.BoolOp(op=op, values=values):
            yield ast.BoolOp(ast.Or() if isinstance(op, ast.And) else ast.And(), values)
            yield from values
        case ast.Compare(left=left, ops=[op, *ops], comparators=others):
            yield from (ast.Compare(left, [other(), *ops], others) for other in COMPARED[type(op)])
        case ast.Constant(value=None):
            yield ast.Constant(1)
        case ast.Constant(value=bool(value)):
            yield ast.Constant(not value)
        case ast.Constant(value=int(value) | float(value)):
            yield from (ast.Constant(value + 1), ast.Constant(value - 1))
        case ast.Constant(value=str()) | ast.JoinedStr():
            yield ast.Constant(OTHER_WORDS)
        case ast.IfExp(body=body, orelse=orelse):
            yield from (body, orelse)
        case ast.Attribute(value=value, attr=attr, ctx=ast.Load()) if attr in LOST:
            yield value
        case ast.Attribute(value=value, attr=attr, ctx=context) if attr in TWINS:
            yield ast.Attribute(value, TWINS[attr], context)
        case ast.Name(id=name, ctx=context) if name in TWINS:
            yield ast.Name(TWINS[name], context)
        case ast.Subscript(value=value, slice=index, ctx=ast.Load()):
            yield value
            if isinstance(index, ast.Name):
                yield from (ast.Subscript(value, ast.BinOp(index, op, ast.Constant(1)), ast.Load())
                            for op in (ast.Add(), ast.Sub()))
        case ast.Slice(lower=lower, upper=upper, step=step):
            yield from (ast.Slice(*(None if other is bound else other for other in (lower, upper, step)))
                        for bound in (lower, upper, step) if bound is not None)
        case ast.Call():
            yield from _slips_of_call(node)
        case ast.arguments(kwonlyargs=named, kw_defaults=defaults):
            yield from _slips_of_defaults(node, named, defaults)
        case ast.If(test=test, body=body, orelse=orelse):
            yield ast.If(ast.UnaryOp(ast.Not(), test), body, orelse)
        case ast.AugAssign(target=target, op=op, value=value):
            yield ast.AugAssign(target, BINARY[type(op)](), value)
            yield ast.Assign([target], value, lineno=0)
        case ast.Assign() | ast.Expr() | ast.For() | ast.Continue():
            yield ast.Pass()


def _slips_of_call(call):
    """Yield what is called, with the wrong arguments or not called at all."""
    function, args, keywords = call.func, call.args, call.keywords
    if len(args) == 1 and not isinstance(args[0], ast.Starred):
        yield args[0]
    if not args and not keywords and isinstance(function, ast.Attribute):
        yield function.value
    if len(args) > 1 and ast.unparse(function).split(".")[-1] not in COMMUTATIVE:
        yield ast.Call(function, [args[1], args[0], *args[2:]], keywords)
    for lost in keywords:
        yield ast.Call(function, args, [keyword for keyword in keywords if keyword is not lost])


def _slips_of_defaults(node, named, defaults):
    """Yield the arguments with the default of another argument instead of a name; constants are changed elsewhere."""
    names = [default for default in defaults if isinstance(default, ast.Name)]
    for place, default in enumerate(defaults):
        for other in [name for name in names if isinstance(default, ast.Name) and name.id != default.id][:1]:
            exchanged = [*defaults[:place], other, *defaults[place + 1:]]
            yield ast.arguments(node.posonlyargs, node.args, node.vararg, named, exchanged, node.kwarg, node.defaults)
