/**
 * The decoder: a conditional diffusion model after RCDM (Bordes, Balestriero and Vincent, "High fidelity visualization of
 * what your self-supervised representation knows about", 2022), which turns embeddings back into pixels.
 */
package ijepa.renderer.diffusion;
