package ijepa.app.shell;

import ijepa.core.tensor.Precision;

/**
 * Where a decoder computes, and in what.
 *
 * @param device    as {@link ijepa.core.tensor.ComputeDevice#parse} reads it
 * @param precision of its matrix products
 */
public record DecoderMachine(String device, Precision precision) {

    /** What is taken where nobody chose. */
    public static final DecoderMachine USUAL = new DecoderMachine("auto", Precision.FP32);
}
