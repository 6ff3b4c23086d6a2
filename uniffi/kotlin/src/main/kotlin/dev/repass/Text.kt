package dev.repass

/**
 * The text with each lone surrogate replaced by U+FFFD, one for one.
 *
 * A Kotlin `String` may hold half a surrogate pair, UTF-8 cannot. The generated code would throw there, and
 * `String.toByteArray` would write `?`, which is an allowed character of a password. U+FFFD never is.
 */
internal fun wellFormed(text: String): String {
    if (text.indices.none { isLoneSurrogate(text, it) }) return text
    return String(CharArray(text.length) { if (isLoneSurrogate(text, it)) '\uFFFD' else text[it] })
}

private fun isLoneSurrogate(text: String, at: Int): Boolean {
    val unit = text[at]
    return when {
        unit.isHighSurrogate() -> at + 1 == text.length || !text[at + 1].isLowSurrogate()
        unit.isLowSurrogate() -> at == 0 || !text[at - 1].isHighSurrogate()
        else -> false
    }
}
