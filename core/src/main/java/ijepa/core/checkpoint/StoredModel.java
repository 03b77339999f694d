package ijepa.core.checkpoint;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * What a reader found in a checkpoint of its kind.
 *
 * @param name           what to call it in messages
 * @param tensors        by the names {@link TensorNames} gives
 * @param details        epoch, loss and the like, as text
 * @param heads          attention heads of the encoder where the checkpoint says them
 * @param predictorHeads those of the predictor
 * @param optimizer      the optimiser's state as PyTorch keeps it
 * @param contents       files to close in the end
 */
record StoredModel(
        String name,
        CheckpointFormat format,
        Map<String, StoredTensor> tensors,
        Map<String, String> details,
        OptionalInt heads,
        OptionalInt predictorHeads,
        Optional<Map<?, ?>> optimizer,
        List<Content> contents) {}
