package ijepa.app.decode;

import java.util.List;

/**
 * How and what is decoded.
 *
 * @param steps of denoising
 * @param seeds one for each sample of a row
 */
record DecodeSettings(SamplerChoice sampler, int steps, List<Long> seeds, RowChoice choice) {

    DecodeSettings {
        seeds = List.copyOf(seeds);
    }
}
