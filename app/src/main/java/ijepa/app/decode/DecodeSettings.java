package ijepa.app.decode;

import java.util.List;

/**
 * How and what is decoded.
 *
 * @param steps    of denoising
 * @param guidance 1 for none, as in the paper; more exaggerates the condition
 * @param seeds    one for each sample of a row
 */
record DecodeSettings(SamplerChoice sampler, int steps, double guidance, List<Long> seeds, RowChoice choice) {

    DecodeSettings {
        seeds = List.copyOf(seeds);
    }
}
