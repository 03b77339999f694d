# The inner mathematics of the diffusion decoder, in TorchScript: the UNet of Dhariwal and Nichol (2021) as RCDM (Bordes,
# Balestriero and Vincent 2022) conditions it, and the Gaussian diffusion with learned variance of Nichol and Dhariwal
# (2021). Java owns the parameters and decides what is called; see DiffusionKernels.java for the shape of every argument.
#
# Conventions. B images, C channels, H and W pixels, E width of the time embedding. `half` is 1 where convolutions and
# matrix products run in bfloat16, and feature maps are kept in it, as under the published code's mixed precision; what
# norms measure, embeddings and losses stay float32. Feature maps are channels-last, which the processor's convolutions
# like best. Dtypes are numbers here: 6 float32, 15 bfloat16.
class DiffusionKernels(Module):
  __parameters__ = []
  __buffers__ = []
  training : bool

  # --- network --------------------------------------------------------------------------------------------------

  def _convolve(self, x: Tensor, weight: Tensor, bias: Tensor, stride: int, half: int) -> Tensor:
    pad = weight.size(2) // 2
    if half == 1:
      return torch.conv2d(x.to(15), weight.to(15), bias.to(15), [stride, stride], [pad, pad])
    return torch.conv2d(x.to(6), weight, bias, [stride, stride], [pad, pad])

  def _linear(self, x: Tensor, weight: Tensor, bias: Tensor, half: int) -> Tensor:
    if half == 1:
      return torch.linear(x.to(15), weight.to(15), bias.to(15))
    return torch.linear(x.to(6), weight, bias)

  # Group norm, eps 1e-5; where film is 1 then times 1 + e's first half plus its second, e [B, 2 * C]. Sums
  # and one multiplication and addition for each number: the engine's own norm of channels-last maps is slow backwards.
  def _norm_film(self, x: Tensor, weight: Tensor, bias: Tensor, e: Tensor, film: int, groups: int) -> Tensor:
    b = x.size(0)
    c = x.size(1)
    flat = x.permute(0, 2, 3, 1).reshape(b, -1, c)
    n = float(flat.size(1) * (c // groups))
    mean = flat.sum([1], dtype=6).reshape(b, groups, -1).sum(2, keepdim=True) / n
    # Half of the square's derivative goes through each factor: one of them twice is a multiplication and an addition less.
    half = (flat * flat.detach()).sum([1], dtype=6).reshape(b, groups, -1).sum(2, keepdim=True) / n
    square = 2. * half - half.detach()
    inverse = torch.rsqrt(torch.clamp(square - mean * mean, min=0.) + 1e-5)
    scale = (inverse * weight.reshape(1, groups, -1)).reshape(b, 1, c)
    shift = bias - mean.expand(b, groups, c // groups).reshape(b, 1, c) * scale
    if film == 1:
      one = (1. + e[:, :c]).unsqueeze(1)
      scale = scale * one
      shift = shift * one + e[:, c:].unsqueeze(1)
    y = torch.addcmul(shift.to(x.dtype), flat, scale.to(x.dtype))
    return y.reshape(b, x.size(2), x.size(3), c).permute(0, 3, 1, 2)

  def _norm(self, x: Tensor, weight: Tensor, bias: Tensor, groups: int) -> Tensor:
    return self._norm_film(x, weight, bias, x, 0, groups)

  # mode: 0 nothing, 1 twice as large by repeating, 2 half as large by averaging.
  def _resize(self, x: Tensor, mode: int) -> Tensor:
    if mode == 1:
      return torch.upsample_nearest2d(x, [2 * x.size(2), 2 * x.size(3)], None, None)
    if mode == 2:
      return torch.avg_pool2d(x, [2, 2], [2, 2])
    return x

  # Activated embedding of time steps t [B] and conditions [B, K]: [B, E]. Every block activates it first, so that is done
  # once. p: time_embed.0.weight, .bias, time_embed.2.weight, .bias, ssl_emb.weight, .bias. s: width of the sinusoids.
  def embed(self, t: Tensor, condition: Tensor, p: List[Tensor], s: Tensor) -> Tensor:
    half = int(s[0]) // 2
    places = torch.arange(half, dtype=6, device=t.device)
    frequencies = torch.exp(places * (-9.210340371976184 / float(half)))
    angles = t.unsqueeze(1) * frequencies.unsqueeze(0)
    sinusoids = torch.cat([torch.cos(angles), torch.sin(angles)], 1)
    if int(s[0]) % 2 == 1:
      sinusoids = torch.cat([sinusoids, torch.zeros_like(sinusoids[:, :1])], 1)
    hidden = torch.silu(torch.linear(sinusoids, p[0], p[1]))
    return torch.silu(torch.linear(hidden, p[2], p[3]) + torch.linear(condition, p[4], p[5]))

  # First convolution, [B, 3, H, W] to [B, C, H, W]. p: weight, bias. s: half.
  def enter(self, x: Tensor, p: List[Tensor], s: Tensor) -> Tensor:
    return self._convolve(torch.contiguous(x, memory_format=2), p[0], p[1], 1, int(s[0]))

  # Norm, activation, last convolution, in float32 as the published code leaves them: where nearly all is noise, the picture
  # is what little the output differs from the input by, and half precision rounds that away. p: norm weight, bias, weight,
  # bias. s: groups.
  def leave(self, x: Tensor, p: List[Tensor], s: Tensor) -> Tensor:
    y = self._convolve(torch.silu(self._norm(x.to(6), p[0], p[1], int(s[0]))), p[2], p[3], 1, 0)
    return torch.contiguous(y, memory_format=0)

  def _residual(self, x: Tensor, embedding: Tensor, p: List[Tensor], mode: int, film: int, half: int, groups: int) -> Tensor:
    h = self._resize(torch.silu(self._norm(x, p[0], p[1], groups)), mode)
    h = self._convolve(h, p[2], p[3], 1, half)
    e = self._linear(embedding, p[4], p[5], half).to(6)
    channels = p[6].size(0)
    if film == 1:
      h = self._norm_film(h, p[6], p[7], e, 1, groups)
    else:
      h = self._norm(h + e.unsqueeze(2).unsqueeze(3).to(h.dtype), p[6], p[7], groups)
    h = self._convolve(torch.silu(h), p[8], p[9], 1, half)
    y = self._resize(x, mode)
    if len(p) > 10:
      y = self._convolve(y, p[10], p[11], 1, half)
    return y + h

  # p: in_layers.0.weight, .bias, in_layers.2.weight, .bias, emb_layers.1.weight, .bias, out_layers.0.weight, .bias,
  # out_layers.3.weight, .bias and, where the number of channels changes, skip_connection.weight, .bias.
  # s: mode as in _resize, 1 where the embedding scales and shifts, half, groups.
  def residual(self, x: Tensor, embedding: Tensor, p: List[Tensor], s: Tensor) -> Tensor:
    return self._residual(x, embedding, p, int(s[0]), int(s[1]), int(s[2]), int(s[3]))

  # The same of x beside the feature map of the way down, which it gets by a skip.
  def residual_joined(self, x: Tensor, skip: Tensor, embedding: Tensor, p: List[Tensor], s: Tensor) -> Tensor:
    return self._residual(torch.cat([x, skip], 1), embedding, p, int(s[0]), int(s[1]), int(s[2]), int(s[3]))

  # Self-attention over places. p: norm.weight, .bias, qkv.weight, .bias, proj_out.weight, .bias.
  # s: heads, 1 where qkv is split before the heads are (0: heads first, the published default), half, groups.
  def attention(self, x: Tensor, p: List[Tensor], s: Tensor) -> Tensor:
    heads = int(s[0])
    half = int(s[2])
    b = x.size(0)
    c = x.size(1)
    tokens = self._norm(x, p[0], p[1], int(s[3])).flatten(2).transpose(1, 2)
    qkv = self._linear(tokens, p[2].flatten(1), p[3], half)
    if int(s[1]) == 1:
      y = qkv.reshape(b, -1, 3, heads, c // heads).permute(2, 0, 3, 1, 4)
    else:
      y = qkv.reshape(b, -1, heads, 3, c // heads).permute(3, 0, 2, 1, 4)
    z = torch.scaled_dot_product_attention(y[0], y[1], y[2]).transpose(1, 2).flatten(2)
    z = self._linear(z, p[4].flatten(1), p[5], half)
    return x + z.transpose(1, 2).reshape(b, c, x.size(2), x.size(3))

  # Another size by a convolution alone, where residual blocks do not do it. p: weight, bias. s: mode, half.
  def resample(self, x: Tensor, p: List[Tensor], s: Tensor) -> Tensor:
    if int(s[0]) == 2:
      return self._convolve(x, p[0], p[1], 2, int(s[1]))
    return self._convolve(self._resize(x, 1), p[0], p[1], 1, int(s[1]))

  # --- diffusion ------------------------------------------------------------------------------------------------

  def _each(self, coefficients: Tensor, row: int) -> Tensor:
    return coefficients[row].reshape(-1, 1, 1, 1)

  # c [2, B]: square roots of alpha-bar and of 1 - alpha-bar.
  def diffuse(self, start: Tensor, noise: Tensor, c: Tensor) -> Tensor:
    return self._each(c, 0) * start + self._each(c, 1) * noise

  # out [B, 6, H, W] with the velocity in its first channels (Salimans and Ho 2022) to the same with the noise. c as in diffuse.
  def noise_of_velocity(self, out: Tensor, x: Tensor, c: Tensor) -> Tensor:
    return torch.cat([self._each(c, 0) * out[:, :3] + self._each(c, 1) * x, out[:, 3:]], 1)

  def _mean_variance(self, out: Tensor, x: Tensor, c: Tensor, clip: int) -> Tuple[Tensor, Tensor, Tensor]:
    start = self._each(c, 0) * x - self._each(c, 1) * out[:, :3]
    if clip == 1:
      start = torch.clamp(start, -1., 1.)
    mean = self._each(c, 2) * start + self._each(c, 3) * x
    part = (out[:, 3:] + 1.) / 2.
    return (mean, part * self._each(c, 5) + (1. - part) * self._each(c, 4), start)

  # What the network's output says of the step before x: mean, logarithm of the variance, and the estimated picture.
  # c [6, B]: square roots of 1 / alpha-bar and of 1 / alpha-bar - 1, the posterior mean's factors of picture and x, the
  # smallest and the largest logarithm of the variance. s: 1 where the estimate is cut to -1 to 1.
  def mean_variance(self, out: Tensor, x: Tensor, c: Tensor, s: Tensor) -> Tuple[Tensor, Tensor, Tensor]:
    return self._mean_variance(out, x, c, int(s[0]))

  # The normal distribution's cumulative function, in the approximation that the published code uses.
  def _cumulative(self, x: Tensor) -> Tensor:
    return 0.5 * (1. + torch.tanh(0.7978845608028654 * (x + 0.044715 * x * x * x)))

  # Logarithm of the probability of a picture's 256 levels under a normal distribution.
  def _level_likelihood(self, x: Tensor, mean: Tensor, log_scale: Tensor) -> Tensor:
    centred = x - mean
    inverse = torch.exp(-log_scale)
    above = self._cumulative(inverse * (centred + 0.00392156862745098))
    below = self._cumulative(inverse * (centred - 0.00392156862745098))
    darkest = torch.log(torch.clamp(above, min=1e-12))
    lightest = torch.log(torch.clamp(1. - below, min=1e-12))
    between = torch.log(torch.clamp(above - below, min=1e-12))
    return torch.where(x < -0.999, darkest, torch.where(x > 0.999, lightest, between))

  # Squared error of the noise, and bits of the variational bound, in which the mean does not learn: both [B], and the mean
  # of their sum, where the former counts as weights [B] say. c as in mean_variance; first [B]: 1 where x is one step from
  # the picture.
  def losses(self, out: Tensor, start: Tensor, x: Tensor, noise: Tensor, c: Tensor, first: Tensor, weights: Tensor) -> Tuple[Tensor, Tensor, Tensor]:
    squared = (noise - out[:, :3]).square().mean([1, 2, 3])
    frozen = torch.cat([out[:, :3].detach(), out[:, 3:]], 1)
    mean, log_variance, _ = self._mean_variance(frozen, x, c, 0)
    true_mean = self._each(c, 2) * start + self._each(c, 3) * x
    true_log = self._each(c, 4)
    kl = 0.5 * (log_variance - true_log - 1. + torch.exp(true_log - log_variance) + (true_mean - mean).square() * torch.exp(-log_variance))
    level = -self._level_likelihood(start, mean, 0.5 * log_variance)
    bits = torch.where(first > 0.5, level.mean([1, 2, 3]), kl.mean([1, 2, 3])) / 0.6931471805599453
    return (squared, bits, (squared * weights + bits).mean())

  # Guidance (Ho and Salimans 2022): out [2 * B, 6, H, W], first with the condition, then without. The variance stays
  # that with the condition. s: weight, 1 for none.
  def guide(self, out: Tensor, s: Tensor) -> Tensor:
    b = out.size(0) // 2
    free = out[b:, :3]
    return torch.cat([free + float(s[0]) * (out[:b, :3] - free), out[:b, 3:]], 1)

  # --- pictures -------------------------------------------------------------------------------------------------

  # Pictures at another size, antialiased. s: height, width.
  def resize(self, x: Tensor, s: Tensor) -> Tensor:
    return torch._upsample_bilinear2d_aa(x, [int(s[0]), int(s[1])], False, None, None)

  # One rectangle of each picture at one size. s: side, then top, left, height, width of each.
  def crops(self, x: Tensor, s: Tensor) -> Tensor:
    side = int(s[0])
    result = annotate(List[Tensor], [])
    for i in range(x.size(0)):
      top = int(s[4 * i + 1])
      left = int(s[4 * i + 2])
      height = int(s[4 * i + 3])
      width = int(s[4 * i + 4])
      part = x[i:i + 1, :, top:top + height, left:left + width]
      result.append(torch._upsample_bilinear2d_aa(part, [side, side], False, None, None))
    return torch.cat(result, 0)

  # Channel by channel x * s[channel] + s[3 + channel].
  def scale_channels(self, x: Tensor, s: Tensor) -> Tensor:
    t = s.to(6).to(x.device)
    return x * t[:3].reshape(1, 3, 1, 1) + t[3:].reshape(1, 3, 1, 1)
