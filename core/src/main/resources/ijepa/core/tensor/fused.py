
  # --- the network between norms that are computed elsewhere, forward and back, nothing of it recorded ------------------
  # Feature maps are [B, H, W, C] and contiguous here, which is how the convolutions' channels-last maps lie in memory.
  # Weights come detached and, where half is 1, in bfloat16; gradients of weights leave in float32.

  def frozen(self, p: List[Tensor], s: Tensor) -> List[Tensor]:
    result = annotate(List[Tensor], [])
    for w in p:
      frozen = w.detach().to(15 if int(s[0]) == 1 else 6)
      # As the convolutions want them: they would make a copy each time.
      if frozen.dim() == 4:
        frozen = torch.contiguous(frozen, memory_format=2)
      result.append(frozen)
    return result

  # s: 1 for bfloat16, else float32.
  def empty_like(self, x: Tensor, s: Tensor) -> Tensor:
    return torch.empty_like(x, dtype=15 if int(s[0]) == 1 else 6)

  # s: 1 for bfloat16, else float32.
  def fused_cast(self, x: Tensor, s: Tensor) -> Tensor:
    return x.to(15 if int(s[0]) == 1 else 6)

  def _maps(self, x: Tensor) -> Tensor:
    return x.permute(0, 3, 1, 2)

  # A copy only where the map does not lie channels-last.
  def _rows(self, x: Tensor) -> Tensor:
    return torch.contiguous(x.permute(0, 2, 3, 1))

  def _resize_back(self, g: Tensor, mode: int) -> Tensor:
    if mode == 1:
      return torch.avg_pool2d(g, [2, 2], [2, 2]) * 4.
    if mode == 2:
      return torch.upsample_nearest2d(g, [2 * g.size(2), 2 * g.size(3)], None, None) * 0.25
    return g

  def _full(self, g: Tensor) -> Tensor:
    return torch.copy_(torch.empty(g.size(), dtype=6), g)

  # Derivatives by x, weight and bias; the first is empty where it is not wanted.
  def _convolve_back(self, g: Tensor, x: Tensor, weight: Tensor, stride: int, wanted: bool) -> Tuple[Tensor, Tensor, Tensor]:
    pad = weight.size(2) // 2
    gx, gw, gb = torch.convolution_backward(g, x, weight, [weight.size(0)], [stride, stride], [pad, pad], [1, 1], False, [0, 0], 1, [wanted, True, True])
    return (gx, self._full(gw), self._full(gb))

  # p: weight, bias. s: mode as in _resize, stride, half.
  def fused_convolve(self, x: Tensor, p: List[Tensor], s: Tensor) -> Tensor:
    return self._rows(self._convolve(self._resize(self._maps(x), int(s[0])), p[0], p[1], int(s[1]), int(s[2])))

  # g by the result, x as it was given: by x, weight, bias. s: mode, stride, half, 1 where the derivative by x is wanted.
  def fused_convolve_back(self, g: Tensor, x: Tensor, p: List[Tensor], s: Tensor) -> List[Tensor]:
    mode = int(s[0])
    wanted = int(s[3]) == 1
    m = self._resize(self._maps(x), mode)
    gx, gw, gb = self._convolve_back(self._maps(g).to(p[0].dtype), m.to(p[0].dtype), p[0], int(s[1]), wanted)
    if wanted:
      return [self._rows(self._resize_back(gx, mode)), gw, gb]
    return [torch.zeros([0]), gw, gb]

  # What a residual block does between its norms. a: the first norm's output, activated; x: what the block was given.
  # p: in_layers.2.weight, .bias, emb_layers.1.weight, .bias and perhaps skip_connection.weight, .bias. s: mode, film, half.
  # Gives what the second norm takes, what the embedding says to it [B, 2 * C] or [B, C], and what is added to the result.
  def fused_enter(self, a: Tensor, x: Tensor, embedding: Tensor, p: List[Tensor], s: Tensor) -> List[Tensor]:
    mode = int(s[0])
    half = int(s[2])
    h = self._convolve(self._resize(self._maps(a), mode), p[0], p[1], 1, half)
    e = self._linear(embedding, p[2], p[3], half).to(6)
    if int(s[1]) == 0:
      h = h + e.unsqueeze(2).unsqueeze(3).to(h.dtype)
    y = self._resize(self._maps(x), mode)
    if len(p) > 4:
      y = self._convolve(y, p[4], p[5], 1, half)
    return [self._rows(h), e, self._rows(y)]

  # gh, ge: by the first two of what fused_enter gave (ge counts where film is 1), g: by the third; time: gets the
  # derivative by the embedding added. Gives those by a, by x, and by p.
  def fused_enter_back(self, gh: Tensor, ge: Tensor, g: Tensor, a: Tensor, x: Tensor, embedding: Tensor, time: Tensor, p: List[Tensor], s: Tensor) -> List[Tensor]:
    mode = int(s[0])
    by_e = ge
    if int(s[1]) == 0:
      by_e = gh.sum([1, 2], dtype=6)
    by_e = by_e.to(p[2].dtype)
    torch.add_(time, torch.matmul(by_e, p[2]).to(6))
    gew = torch.matmul(by_e.t(), embedding.to(p[2].dtype)).to(6)
    geb = by_e.sum([0], dtype=6)
    ga, gw, gb = self._convolve_back(self._maps(gh), self._resize(self._maps(a), mode), p[0], 1, True)
    by_parameters = [gw, gb, gew, geb]
    gy = self._maps(g)
    if len(p) > 4:
      gy, gsw, gsb = self._convolve_back(gy, self._resize(self._maps(x), mode), p[4], 1, True)
      by_parameters += [gsw, gsb]
    return [self._rows(self._resize_back(ga, mode)), self._rows(self._resize_back(gy, mode))] + by_parameters

  # The end of a residual block: y and the convolution of the second norm's output. p: weight, bias. s: half.
  def fused_leave(self, a: Tensor, y: Tensor, p: List[Tensor], s: Tensor) -> Tensor:
    return self._rows(torch.add_(self._convolve(self._maps(a), p[0], p[1], 1, int(s[0])), self._maps(y)))

  # Maps side by side, channels after channels, and a gradient taken apart again. s: channels of the first.
  def fused_join(self, x: Tensor, skip: Tensor) -> Tensor:
    return torch.cat([x, skip], 3)

  def fused_part(self, g: Tensor, s: Tensor) -> List[Tensor]:
    c = int(s[0])
    return [torch.contiguous(g[:, :, :, :c]), torch.contiguous(g[:, :, :, c:])]

  # x plus y, in x.
  def fused_add(self, x: Tensor, y: Tensor) -> Tensor:
    return torch.add_(x, y)

  # Between [B, H, W, C] and [B, C, H, W].
  def fused_maps(self, x: Tensor) -> Tensor:
    return torch.contiguous(self._maps(x))

  def fused_rows(self, x: Tensor) -> Tensor:
    return self._rows(x)

  # Self-attention as in attention.
  def fused_attention(self, x: Tensor, p: List[Tensor], s: Tensor) -> Tensor:
    return self._rows(self.attention(self._maps(x), p, s))
