import { add, concat, matMul, mul, reshape, split, type Tensor } from '@tensorflow/tfjs-core';
import { linear } from '../numerics/linear.js';
import { parameter, type Parameters } from '../numerics/parameters.js';
import { baseLinear } from '../numerics/quantized-linear.js';
import { swiglu } from '../numerics/swi-glu.js';
import type { Adapters } from './adapters.js';
import { route, type Routing } from './router.js';

function routed(parameters: Parameters, mlp: string, x: Tensor, adapters: Adapters): Routing {
  const routing = route(parameters, mlp, x, adapters);
  adapters.routings.push(routing);
  return routing;
}

/** The groups' stacked weights `{owner}.groups.{g}.{part}`, joined on `axis`. */
function stacked(
  parameters: Parameters,
  owner: string,
  { config }: Adapters,
  [part, axis]: readonly [string, number],
): Tensor {
  const parts = config.groups.map(({ name }) =>
    parameter(parameters, `${owner}.groups.${name}.${part}`),
  );
  return parts.length === 1 ? (parts[0] as Tensor) : concat(parts, axis);
}

/**
 * Small SwiGLU experts beside a block's feed-forward (`use_moe_expert`): Σ_acting w_i · D_i (silu(G_i x) · U_i x).
 * Weights under `{mlp}.groups.{g}`: `gate`, `up` (n·width, D), `down` (D, n·width), `expert_router` (n, D).
 * @param x (B, S, D) the block's input. @returns (B, S, D), to be added to the block's output
 */
export function smallExperts(
  parameters: Parameters,
  mlp: string,
  x: Tensor,
  adapters: Adapters,
): Tensor {
  const { layout, dropout, config } = adapters;
  const { weights } = routed(parameters, mlp, x, adapters);
  const dropped = dropout.apply(x, config.dropout);
  const weightsOf = (part: string, axis: number): Tensor =>
    stacked(parameters, mlp, adapters, [part, axis]);
  const hidden = swiglu(linear(dropped, weightsOf('gate', 0)), linear(dropped, weightsOf('up', 0)));
  const rows = reshape(weights, [-1, layout.numExperts]);
  const spread = reshape(matMul(rows, layout.expertToWidth()), hidden.shape);
  return linear(mul(hidden, spread), weightsOf('down', 1));
}

/**
 * MixLoRA: every expert is the block's frozen SwiGLU with LoRAs of its own on gate, up and down; y = Σ_acting w_i E_i(x).
 * What experts share is computed once: gate x, up x, and the down projection of the weighted sum of their activations.
 * Weights: `{mlp}.{gate,up,down}_proj.groups.{g}.lora_a` (n·r, in), `.lora_b` (out, n·r); `{mlp}.groups.{g}.expert_router` (n, D).
 * @param x (B, S, D). @returns (B, S, D), the block's whole output
 */
export function loraBlockExperts(
  parameters: Parameters,
  mlp: string,
  x: Tensor,
  adapters: Adapters,
): Tensor {
  const { config, layout, dropout } = adapters;
  const { weights } = routed(parameters, mlp, x, adapters);
  const perExpert = split(weights, layout.numExperts, 2); // each (B, S, 1)
  const scales = config.groups.flatMap(({ numExperts, rank, alpha }) =>
    Array.from({ length: numExperts }, () => alpha / rank),
  );
  const loras = (part: string): { a: Tensor[]; b: Tensor[] } => ({
    a: split(stacked(parameters, `${mlp}.${part}`, adapters, ['lora_a', 0]), [...layout.ranks], 0),
    b: split(stacked(parameters, `${mlp}.${part}`, adapters, ['lora_b', 1]), [...layout.ranks], 1),
  });
  const base = (part: string, input: Tensor): Tensor =>
    baseLinear(parameters, `${mlp}.${part}`, input);
  const [gates, ups, downs] = [loras('gate_proj'), loras('up_proj'), loras('down_proj')];
  const [gate, up] = [base('gate_proj', x), base('up_proj', x)];
  const input = dropout.apply(x, config.dropout);
  const lora = ({ a, b }: { a: Tensor[]; b: Tensor[] }, expert: number, of: Tensor): Tensor =>
    mul(linear(linear(of, a[expert] as Tensor), b[expert] as Tensor), scales[expert] as number);

  const own = perExpert.map((_, expert) =>
    swiglu(add(gate, lora(gates, expert, input)), add(up, lora(ups, expert, input))),
  );
  const total = (terms: Tensor[]): Tensor => terms.reduce((sum, term) => add(sum, term));
  const activation = total(own.map((value, expert) => mul(value, perExpert[expert] as Tensor)));
  const adapted = total(
    own.map((value, expert) =>
      mul(lora(downs, expert, dropout.apply(value, config.dropout)), perExpert[expert] as Tensor),
    ),
  );
  return add(base('down_proj', activation), adapted);
}
