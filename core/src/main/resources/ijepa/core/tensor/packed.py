
  # --- matrix products without gradients, on weights packed for the processor -------------------------------------
  # For engines with oneDNN; others get packed_absent.py instead.

  def _packs(self, x: Tensor, weight: Tensor, half: int) -> bool:
    recorded = x.requires_grad or weight.requires_grad
    return half == 1 and not recorded and not x.is_cuda and ops.mkldnn._is_mkldnn_bf16_supported()

  # `then` is what happens to the sums: none or gelu. Packing takes a tenth of the time that it saves.
  def _packed_linear(self, x: Tensor, weight: Tensor, bias: Tensor, then: str) -> Tensor:
    packed = ops.mkldnn._reorder_linear_weight(weight.to(15), x.numel() // x.size(-1))
    return ops.mkldnn._linear_pointwise(x.to(15), packed, bias.to(15), then, annotate(List[Optional[number]], []), "none")
