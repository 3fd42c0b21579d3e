from index.question import Kind, Question, read_question

__all__ = ["Kind", "Question", "read_question"]
