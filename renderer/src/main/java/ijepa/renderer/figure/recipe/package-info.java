/** Recipes: from images, layouts, seeds and weights to a figure, again and again. */
package ijepa.renderer.figure.recipe;
