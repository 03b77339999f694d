# The inner mathematics of I-JEPA, in TorchScript, compiled by the engine when the program starts. Java owns the
# parameters and decides what is called; see Kernels.java, LossKernels.java and OptimizerKernels.java for the shape of
# every argument.
#
# Conventions. B images, N patches, Nc context patches, Nt target patches, M target blocks, D encoder width, P predictor
# width, h heads. A transformer block's parameters `p` come in the official order: norm1.weight, norm1.bias,
# attn.qkv.weight, attn.qkv.bias, attn.proj.weight, attn.proj.bias, norm2.weight, norm2.bias, mlp.fc1.weight,
# mlp.fc1.bias, mlp.fc2.weight, mlp.fc2.bias. `half` is 1 where matrix products run in bfloat16, as autocast does: the
# residual stream, layer norms and losses stay float32. Parameters always arrive as a list `p`, scalars as one float64
# tensor `s`. Dtypes are numbers here: 6 float32, 15 bfloat16. The class ends with packed.py.
class Kernels(Module):
  __parameters__ = []
  __buffers__ = []
  training : bool

  # --- switches -------------------------------------------------------------------------------------------------

  def _linear(self, x: Tensor, weight: Tensor, bias: Tensor, half: int) -> Tensor:
    if self._packs(x, weight, half):
      return self._packed_linear(x, weight, bias, "none")
    if half == 1:
      return torch.linear(x.to(15), weight.to(15), bias.to(15))
    return torch.linear(x.to(6), weight, bias)

  def _norm(self, x: Tensor, weight: Tensor, bias: Tensor, half: int) -> Tensor:
    y = torch.layer_norm(x, [x.size(-1)], weight, bias, 1e-6)
    if half == 1:
      return y.to(15)
    return y

  def _gather(self, x: Tensor, index: Tensor) -> Tensor:
    return torch.gather(x, 1, index.unsqueeze(-1).expand(-1, -1, x.size(-1)))

  # --- vision transformer ---------------------------------------------------------------------------------------

  # images [B, 3, H, W] to pixel patches [B, N, 3 * size * size], channel first inside a patch as a convolution's weight.
  def _patches(self, images: Tensor, size: int) -> Tensor:
    b = images.size(0)
    rows = images.size(2) // size
    columns = images.size(3) // size
    x = images.reshape(b, 3, rows, size, columns, size)
    return x.permute(0, 2, 4, 1, 3, 5).reshape(b, rows * columns, 3 * size * size)

  def patchify(self, images: Tensor, s: Tensor) -> Tensor:
    x = self._patches(images, int(s[0]))
    if int(s[1]) == 1:
      return x.to(15)
    return x

  # All patches: [B, N, D].
  # p: weight, bias, position [1, N, D].
  def embed(self, patches: Tensor, p: List[Tensor], s: Tensor) -> Tensor:
    return self._linear(patches, p[0].flatten(1), p[1], int(s[0])) + p[2]

  # Only the context's patches, index [B, Nc]: [B, Nc, D]. Equal to embedding all of them and gathering.
  def embed_at(self, patches: Tensor, p: List[Tensor], index: Tensor, s: Tensor) -> Tensor:
    here = self._gather(p[2].expand(index.size(0), -1, -1), index)
    return self._linear(self._gather(patches, index), p[0].flatten(1), p[1], int(s[0])) + here

  # q [B, Nq, h, d], k and v [B, N, h, d] to [B, Nq, h * d]. The engine's fused attention is the faster one but for one
  # case: its backward pass in bfloat16 on a processor takes five times as long as the plain products do.
  def _attend(self, q: Tensor, k: Tensor, v: Tensor) -> Tensor:
    q = q.transpose(1, 2)
    k = k.transpose(1, 2)
    v = v.transpose(1, 2)
    if q.dtype == 15 and q.requires_grad and not q.is_cuda:
      rows = q.flatten(0, 1)
      y = torch.baddbmm(torch.zeros([1], dtype=15), rows, k.flatten(0, 1).transpose(1, 2), beta=0, alpha=q.size(-1) ** -0.5)
      y = torch.bmm(torch.softmax(y, -1), v.flatten(0, 1)).view(q.size())
      return y.transpose(1, 2).flatten(2)
    return torch.scaled_dot_product_attention(q, k, v).transpose(1, 2).flatten(2)

  def _mlp(self, x: Tensor, p: List[Tensor], half: int) -> Tensor:
    y = self._norm(x, p[6], p[7], half)
    if self._packs(y, p[8], half):
      y = self._packed_linear(y, p[8], p[9], "gelu")
    else:
      y = torch.gelu(self._linear(y, p[8], p[9], half))
    return self._linear(y, p[10], p[11], half)

  # [B, N, parts * h * d] to its parts, each [B, N, h, d]. Taken apart at once, they come back together in one copy.
  def _heads(self, x: Tensor, parts: int, heads: int) -> List[Tensor]:
    return torch.unbind(x.view(x.size(0), x.size(1), parts, heads, x.size(2) // (parts * heads)), 2)

  def _block(self, x: Tensor, p: List[Tensor], heads: int, half: int) -> Tensor:
    a = self._heads(self._linear(self._norm(x, p[0], p[1], half), p[2], p[3], half), 3, heads)
    x = x + self._linear(self._attend(a[0], a[1], a[2]), p[4], p[5], half)
    return x + self._mlp(x, p, half)

  # x [B, N, D] to [B, N, D].
  def block(self, x: Tensor, p: List[Tensor], s: Tensor) -> Tensor:
    return self._block(x, p, int(s[0]), int(s[1]))

  # The last block where only the tokens from `first` on are read afterwards: keys and values of all, the rest of those.
  def block_tail(self, x: Tensor, p: List[Tensor], s: Tensor) -> Tensor:
    heads = int(s[0])
    half = int(s[1])
    first = int(s[2])
    dim = x.size(2)
    y = self._norm(x, p[0], p[1], half)
    weights = torch.split_with_sizes(p[2], [dim, 2 * dim])
    biases = torch.split_with_sizes(p[3], [dim, 2 * dim])
    q = self._heads(self._linear(y[:, first:], weights[0], biases[0], half), 1, heads)
    kv = self._heads(self._linear(y, weights[1], biases[1], half), 2, heads)
    z = x[:, first:] + self._linear(self._attend(q[0], kv[0], kv[1]), p[4], p[5], half)
    return z + self._mlp(z, p, half)

  # The last block where only some patches are read afterwards, `rows` [K] of the B * N: [K, D]. Attention is computed
  # for all, since images differ in how many patches are read; projection and MLP for those.
  def block_rows(self, x: Tensor, p: List[Tensor], rows: Tensor, s: Tensor) -> Tensor:
    half = int(s[1])
    a = self._heads(self._linear(self._norm(x, p[0], p[1], half), p[2], p[3], half), 3, int(s[0]))
    y = torch.index_select(self._attend(a[0], a[1], a[2]).flatten(0, 1), 0, rows)
    x = torch.index_select(x.flatten(0, 1), 0, rows) + self._linear(y, p[4], p[5], half)
    return x + self._mlp(x, p, half)

  def norm(self, x: Tensor, p: List[Tensor]) -> Tensor:
    return torch.layer_norm(x, [x.size(-1)], p[0], p[1], 1e-6)

  # Attention weights [B, h, N, N] of one block, for looking at.
  def attention(self, x: Tensor, p: List[Tensor], s: Tensor) -> Tensor:
    a = self._heads(self._linear(self._norm(x, p[0], p[1], 0), p[2], p[3], 0), 3, int(s[0]))
    q = a[0].transpose(1, 2)
    return torch.softmax(torch.matmul(q, a[1].permute(0, 2, 3, 1)) * (q.size(-1) ** -0.5), -1)

  # Position grid [1, rows * columns, D] to another size, bicubically.
  def resize_positions(self, position: Tensor, s: Tensor) -> Tensor:
    x = position.reshape(1, int(s[0]), int(s[1]), position.size(2)).permute(0, 3, 1, 2)
    x = torch.upsample_bicubic2d(x, [int(s[2]), int(s[3])], False, None, None)
    return x.permute(0, 2, 3, 1).reshape(1, -1, position.size(2)).contiguous()

  # --- predictor ------------------------------------------------------------------------------------------------

  # context [B, Nc, D] to the predictor's width, with positions: [B, Nc, P]. p: weight, bias, position [1, N, P].
  def predictor_context(self, context: Tensor, p: List[Tensor], index: Tensor, s: Tensor) -> Tensor:
    here = self._gather(p[2].expand(index.size(0), -1, -1), index)
    return self._linear(context, p[0], p[1], int(s[0])) + here

  # Mask tokens with positions, index [M * B, Nt]: [M * B, Nt, P]. p: mask token [1, 1, P], position [1, N, P].
  def predictor_tokens(self, p: List[Tensor], index: Tensor) -> Tensor:
    return p[0] + self._gather(p[1].expand(index.size(0), -1, -1), index)

  # context [B, Nc, P] before each of M groups of tokens [M * B, Nt, P]: [M * B, Nc + Nt, P].
  def _before_each(self, context: Tensor, tokens: Tensor, m: int) -> Tensor:
    groups = tokens.view(m, context.size(0), tokens.size(1), tokens.size(2))
    return torch.cat([context.unsqueeze(0).expand(m, -1, -1, -1), groups], 2).flatten(0, 1)

  # The first block on the sequence (context, tokens). The M copies of a context are still equal here, so their norm,
  # queries, keys and values are computed once. context [B, Nc, P], tokens [M * B, Nt, P] to [M * B, Nc + Nt, P].
  def predictor_first(self, context: Tensor, tokens: Tensor, p: List[Tensor], s: Tensor) -> Tensor:
    heads = int(s[0])
    half = int(s[1])
    m = tokens.size(0) // context.size(0)
    a = self._linear(self._norm(context, p[0], p[1], half), p[2], p[3], half)
    b = self._linear(self._norm(tokens, p[0], p[1], half), p[2], p[3], half)
    qkv = self._heads(self._before_each(a, b, m), 3, heads)
    x = self._before_each(context, tokens, m)
    x = x + self._linear(self._attend(qkv[0], qkv[1], qkv[2]), p[4], p[5], half)
    return x + self._mlp(x, p, half)

  # p: norm weight, norm bias, weight, bias.
  def predictor_output(self, x: Tensor, p: List[Tensor], s: Tensor) -> Tensor:
    half = int(s[0])
    return self._linear(self._norm(x, p[0], p[1], half), p[2], p[3], half).to(6)

  # --- targets and loss -----------------------------------------------------------------------------------------

  # Layer norm over features without affine, eps 1e-5 (torch's default, as the published code has it).
  def normalise_targets(self, x: Tensor) -> Tensor:
    return torch.layer_norm(x, [x.size(-1)], None, None, 1e-5)

  # x [K, D], index [M * B, Nt] into its rows: [M * B, Nt, D].
  def gather_rows(self, x: Tensor, index: Tensor) -> Tensor:
    return torch.index_select(x, 0, index.flatten()).view(index.size(0), index.size(1), x.size(1))

  # Smooth L1 with beta 1, mean over everything.
  def loss_smooth_l1(self, predicted: Tensor, target: Tensor) -> Tensor:
    return torch.smooth_l1_loss(predicted, target)

  # The paper's equation 1: squared L2 distance summed over a block's patches, mean over blocks and images.
  def loss_l2(self, predicted: Tensor, target: Tensor) -> Tensor:
    return (predicted - target).square().sum([1, 2]).mean()

  # Spread of representations, as VICReg asks for it (Bardes, Ponce and LeCun 2022, equations 1 to 4): the hinge of each
  # feature's standard deviation to 1, and `covariance` times the squared covariances between features, over D.
  # x [n, D] with their means taken off, `freedom` degrees of freedom.
  def _spread(self, x: Tensor, freedom: Tensor, covariance: float) -> Tensor:
    product = torch.matmul(x.transpose(0, 1), x) / freedom
    variance = torch.diagonal(product, 0, 0, 1)
    hinge = torch.relu(1. - torch.sqrt(variance + 0.0001)).mean()
    between = (product.square().sum() - variance.square().sum()) / x.size(1)
    return hinge + covariance * between

  # Of each image's mean over its context, x [B, Nc, D]; s: covariance weight.
  def spread_pooled(self, x: Tensor, s: Tensor) -> Tensor:
    y = x.mean([1])
    return self._spread(y - y.mean([0], True), torch.full([], float(y.size(0) - 1), dtype=6, device=y.device), float(s[0]))

  # Every token x [B, Nc, D] after the mean of its position, index [B, Nc] of so many, over the batch is taken off: what is
  # left is what the picture adds to the place. [B * Nc, D], and their degrees of freedom.
  def _beside_place(self, x: Tensor, index: Tensor, positions: int) -> Tuple[Tensor, Tensor]:
    tokens = x.flatten(0, 1)
    place = index.flatten()
    counts = torch.zeros([positions], dtype=6, device=x.device).index_add(0, place, torch.ones([place.size(0)], dtype=6, device=x.device))
    sums = torch.zeros([positions, x.size(2)], dtype=6, device=x.device).index_add(0, place, tokens)
    means = sums / torch.clamp(counts, min=1.).unsqueeze(1)
    freedom = torch.clamp(place.size(0) - (counts > 0.).sum(), min=1)
    return (tokens - torch.index_select(means, 0, place), freedom)

  # Of every token beside its place. s: covariance weight, N.
  def spread_tokens(self, x: Tensor, index: Tensor, s: Tensor) -> Tensor:
    beside, freedom = self._beside_place(x, index, int(s[1]))
    return self._spread(beside, freedom, float(s[0]))

  # Sketched isotropic Gaussian regularisation (Balestriero and LeCun 2025): how far x [n, D] along unit directions [D, m] is
  # from the standard normal distribution by the statistic of Epps and Pulley, n times the integral of the squared distance
  # of the characteristic functions weighed with the normal one, by the trapezoidal rule at `points` from -5 to 5; mean over
  # directions. Both sides of 0 are equal and 0 itself adds nothing.
  def _sketch(self, x: Tensor, directions: Tensor, points: int) -> Tensor:
    y = torch.matmul(x, directions)
    half = points // 2
    step = 5. / half
    total = torch.zeros([directions.size(1)], dtype=6, device=x.device)
    for k in range(half):
      t = (k + 1) * step
      normal = 2.718281828459045 ** (-0.5 * t * t)
      width = 2. * step
      if k + 1 == half:
        width = step
      angle = y * t
      distance = (torch.cos(angle).mean([0]) - normal).square() + torch.sin(angle).mean([0]).square()
      total = total + distance * (width * normal)
    return total.mean() * x.size(0)

  # Of each image's mean over its context, x [B, Nc, D]; s: points.
  def sketch_pooled(self, x: Tensor, directions: Tensor, s: Tensor) -> Tensor:
    return self._sketch(x.mean([1]), directions, int(s[0]))

  # Of every token beside its place. s: points, N.
  def sketch_tokens(self, x: Tensor, index: Tensor, directions: Tensor, s: Tensor) -> Tensor:
    beside, freedom = self._beside_place(x, index, int(s[1]))
    return self._sketch(beside, directions, int(s[0]))

  # loss + weight * term; s: weight.
  def add_weighted(self, loss: Tensor, term: Tensor, s: Tensor) -> Tensor:
    return loss + term * float(s[0])

  # --- sequences of unequal length ------------------------------------------------------------------------------

  # The tokens of all S sequences stand one after the other, x [K, D], so that nothing is computed for what a short one
  # lacks. Attention alone sees them as a table of S sequences of L places: `rows` [K] says which of its S * L places each
  # token has, and `hidden` [S, 1, 1, L] is minus infinity where a sequence has ended.

  # Patches `rows` [K] of the B * N, which are at `places` [K] of their image: [K, D]. p: weight, bias, position [1, N, D].
  def embed_rows(self, patches: Tensor, p: List[Tensor], rows: Tensor, places: Tensor, s: Tensor) -> Tensor:
    here = torch.index_select(p[2].flatten(0, 1), 0, places)
    return self._linear(torch.index_select(patches.flatten(0, 1), 0, rows), p[0].flatten(1), p[1], int(s[0])) + here

  # qkv [K, 3 * h * d] to what the tokens take from each other, [K, h * d].
  def _attend_table(self, qkv: Tensor, rows: Tensor, hidden: Tensor, heads: int) -> Tensor:
    sequences = hidden.size(0)
    table = torch.zeros([sequences * hidden.size(3), qkv.size(1)], dtype=qkv.dtype, device=qkv.device)
    a = self._heads(table.index_copy(0, rows, qkv).view(sequences, hidden.size(3), qkv.size(1)), 3, heads)
    q = a[0].transpose(1, 2)
    k = a[1].transpose(1, 2)
    v = a[2].transpose(1, 2)
    if q.dtype == 15 and q.requires_grad and not q.is_cuda:
      ended = hidden.to(15).expand(-1, heads, -1, -1).flatten(0, 1)
      y = torch.baddbmm(ended, q.flatten(0, 1), k.flatten(0, 1).transpose(1, 2), beta=1, alpha=q.size(-1) ** -0.5)
      y = torch.bmm(torch.softmax(y, -1), v.flatten(0, 1)).view(q.size())
    else:
      y = torch.scaled_dot_product_attention(q, k, v, hidden.to(q.dtype))
    return torch.index_select(y.transpose(1, 2).flatten(2).flatten(0, 1), 0, rows)

  def _block_packed(self, x: Tensor, p: List[Tensor], rows: Tensor, hidden: Tensor, heads: int, half: int) -> Tensor:
    y = self._linear(self._norm(x, p[0], p[1], half), p[2], p[3], half)
    x = x + self._linear(self._attend_table(y, rows, hidden, heads), p[4], p[5], half)
    return x + self._mlp(x, p, half)

  def block_packed(self, x: Tensor, p: List[Tensor], rows: Tensor, hidden: Tensor, s: Tensor) -> Tensor:
    return self._block_packed(x, p, rows, hidden, int(s[0]), int(s[1]))

  # The last block where only the tokens `wanted` [T] are read afterwards: [T, D].
  def block_packed_tail(self, x: Tensor, p: List[Tensor], rows: Tensor, hidden: Tensor, wanted: Tensor, s: Tensor) -> Tensor:
    half = int(s[1])
    y = self._linear(self._norm(x, p[0], p[1], half), p[2], p[3], half)
    y = torch.index_select(self._attend_table(y, rows, hidden, int(s[0])), 0, wanted)
    z = torch.index_select(x, 0, wanted) + self._linear(y, p[4], p[5], half)
    return z + self._mlp(z, p, half)

  # The predictor's first block. A sequence is a context, which M of them share, and the tokens of one target block:
  # `order` [K] says which of the context [Kc, P] and tokens [T, P] in a row each of its tokens is. [K, P].
  def predictor_first_packed(self, context: Tensor, tokens: Tensor, p: List[Tensor], order: Tensor, rows: Tensor, hidden: Tensor, s: Tensor) -> Tensor:
    half = int(s[1])
    x = torch.cat([context, tokens], 0)
    y = self._linear(self._norm(x, p[0], p[1], half), p[2], p[3], half)
    y = self._attend_table(torch.index_select(y, 0, order), rows, hidden, int(s[0]))
    x = torch.index_select(x, 0, order) + self._linear(y, p[4], p[5], half)
    return x + self._mlp(x, p, half)

  # Means of the tokens x [K, D] of each of n sequences, `owner` [K] says whose each is: [n, D]. s: n.
  def pool_rows(self, x: Tensor, owner: Tensor, s: Tensor) -> Tensor:
    n = int(s[0])
    counts = torch.zeros([n], dtype=6, device=x.device).index_add(0, owner, torch.ones([owner.size(0)], dtype=6, device=x.device))
    sums = torch.zeros([n, x.size(1)], dtype=6, device=x.device).index_add(0, owner, x)
    return sums / counts.unsqueeze(1)

  # Losses of blocks of unequal length, predicted and target [T, D]; `weights` [T] of the patches.
  def loss_smooth_l1_weighted(self, predicted: Tensor, target: Tensor, weights: Tensor) -> Tensor:
    return (torch.smooth_l1_loss(predicted, target, 0).mean([1]) * weights).sum()

  def loss_l2_weighted(self, predicted: Tensor, target: Tensor, weights: Tensor) -> Tensor:
    return ((predicted - target).square().sum([1]) * weights).sum()

  # --- transformer blocks computed again for the backward pass ----------------------------------------------------

  # One of the blocks above on its arrays x, of which the first are tokens. s: heads, half, first, which block, how many of x
  # are tokens.
  def _any_block(self, x: List[Tensor], p: List[Tensor], s: Tensor) -> Tensor:
    which = int(s[3])
    if which == 0:
      return self._block(x[0], p, int(s[0]), int(s[1]))
    if which == 1:
      return self.block_tail(x[0], p, s)
    if which == 2:
      return self.predictor_first(x[0], x[1], p, s)
    if which == 3:
      return self.block_packed(x[0], p, x[1], x[2], s)
    if which == 4:
      return self.block_packed_tail(x[0], p, x[1], x[2], x[3], s)
    return self.predictor_first_packed(x[0], x[1], p, x[2], x[3], x[4], s)

  # Its output, of which nothing is kept: autograd is on, so that the same numbers come as the second time, and forgets.
  def pass_block(self, x: List[Tensor], p: List[Tensor], s: Tensor) -> Tensor:
    leaves = annotate(List[Tensor], [])
    for one in x:
      leaves.append(one.detach())
    return self._any_block(leaves, p, s).detach()

  # Its derivatives by its tokens and then its parameters, `g` that by its output.
  def redo_block(self, x: List[Tensor], p: List[Tensor], g: Tensor, s: Tensor) -> List[Tensor]:
    leaves = annotate(List[Tensor], [])
    inputs = annotate(List[Tensor], [])
    for one in x:
      leaf = one.detach()
      if len(leaves) < int(s[4]):
        leaf = leaf.requires_grad_(True)
        inputs.append(leaf)
      leaves.append(leaf)
    for one in p:
      inputs.append(one)
    y = self._any_block(leaves, p, s)
    return self._present(torch.autograd.grad([y], inputs, annotate(List[Optional[Tensor]], [g])))

  # Those that there are, contiguous as parameters are: convolutions' weights get derivatives that lie channels-last, and the
  # fused optimiser goes through memory without a look at how it is laid out.
  def _present(self, found: List[Optional[Tensor]]) -> List[Tensor]:
    result = annotate(List[Tensor], [])
    for g in found:
      if g is not None:
        result.append(torch.contiguous(g))
    return result

  # Derivatives by inputs `p` of outputs x, `g` being those by the outputs; the graph is kept. s: nothing.
  def derivatives(self, x: List[Tensor], g: List[Tensor], p: List[Tensor], s: Tensor) -> List[Tensor]:
    by = annotate(List[Optional[Tensor]], [])
    for one in g:
      by.append(one)
    return self._present(torch.autograd.grad(x, p, by, retain_graph=True))

  # --- optimisation ---------------------------------------------------------------------------------------------

  def gradients(self, loss: Tensor, parameters: List[Tensor]) -> List[Tensor]:
    return self._present(torch.autograd.grad([loss], parameters))

  def add_in_place(self, sums: List[Tensor], more: List[Tensor]) -> Tensor:
    torch._foreach_add_(sums, more)
    return torch.zeros([0])

  def scale_in_place(self, arrays: List[Tensor], s: Tensor) -> Tensor:
    torch._foreach_mul_(arrays, float(s[0]))
    return s

  # loss + s * the sum of a * b.
  def add_product(self, loss: Tensor, a: Tensor, b: Tensor, s: Tensor) -> Tensor:
    return loss + (a * b).sum() * float(s[0])

  # Decoupled weight decay (Loshchilov and Hutter 2019), one fused pass; `steps` are float32 scalars counted here.
  # s: learning rate, beta1, beta2, weight decay, epsilon.
  def adamw(self, parameters: List[Tensor], gradients: List[Tensor], first: List[Tensor], second: List[Tensor], steps: List[Tensor], s: Tensor) -> Tensor:
    before = torch.is_grad_enabled()
    torch.set_grad_enabled(False)
    torch._foreach_add_(steps, 1.)
    torch._fused_adamw_(parameters, gradients, first, second, annotate(List[Tensor], []), steps, lr=float(s[0]), beta1=float(s[1]), beta2=float(s[2]), weight_decay=float(s[3]), eps=float(s[4]), amsgrad=False, maximize=False)
    torch.set_grad_enabled(before)
    return s

  # target = momentum * target + (1 - momentum) * online; s: 1 - momentum.
  def ema(self, target: List[Tensor], online: List[Tensor], s: Tensor) -> Tensor:
    before = torch.is_grad_enabled()
    torch.set_grad_enabled(False)
    torch._foreach_lerp_(target, online, float(s[0]))
    torch.set_grad_enabled(before)
    return s

  # --- looking at features --------------------------------------------------------------------------------------

  # x [n, D] to two numbers: mean standard deviation of a feature, and the effective rank: the exponential of the entropy
  # of the singular values' shares (Roy and Vetterli 2007) of x with its mean taken off.
  def feature_spread(self, x: Tensor) -> Tensor:
    centred = x - x.mean([0], True)
    deviation = torch.sqrt(centred.square().mean([0])).mean()
    values = torch.svd(centred, True, False)[1]
    share = torch.clamp(values / torch.clamp(values.sum(), min=1e-12), min=1e-12)
    return torch.stack([deviation, torch.exp(-(share * torch.log(share)).sum())])

  # The L2 norm of every array of a list [n].
  def norms(self, arrays: List[Tensor]) -> Tensor:
    return torch.stack(torch._foreach_norm(arrays))

  # Cosine similarities of queries [q, D] with a bank [n, D]: the k largest of each query [q, k] and where [q, k].
  def nearest(self, queries: Tensor, bank: Tensor, s: Tensor) -> Tuple[Tensor, Tensor]:
    a = queries / torch.clamp(torch.sqrt(queries.square().sum([1], True)), min=1e-12)
    b = bank / torch.clamp(torch.sqrt(bank.square().sum([1], True)), min=1e-12)
    return torch.topk(torch.matmul(a, b.transpose(0, 1)), int(s[0]))

  # --- bookkeeping ----------------------------------------------------------------------------------------------

  def halve(self, a: Tensor) -> Tensor:
    return a.to(15)

  def first_value(self, a: Tensor) -> Tensor:
    return a.flatten()[:1].to(6)

  def matmul(self, a: Tensor, b: Tensor, s: Tensor) -> Tensor:
    if int(s[0]) == 1:
      return torch.matmul(a.to(15), b.to(15))
    return torch.matmul(a, b)
