from skilldemand.nlp.blocks import blocks


def _bodies(text):
    return [(text[body:end], bullet) for _, body, end, bullet in blocks(text)]


def test_lines_are_blocks_and_list_markers_are_told_from_the_words():
    text = "Tasks\n • Train models\n- Ship them\n2) Watch them\n\n"
    assert _bodies(text) == [("Tasks", False), ("Train models", True), ("Ship them", True), ("Watch them", True)]


def test_text_wrapped_at_a_column_is_joined_again():
    line = "We look after a fleet of river ferries and forecast how"
    text = "\n".join([line, "many people will board at every landing of the whole", "network on any given day."] * 4)
    assert len(blocks(text)) == 4


def test_a_line_that_begins_with_a_comma_goes_on():
    assert _bodies("Tools (e.g.\nMLflow\n, Kubeflow\n)") == [("Tools (e.g.", False), ("MLflow\n, Kubeflow\n)", False)]
